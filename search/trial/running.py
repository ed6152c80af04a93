"""Running the trial: its steps in order, on the database that is in use."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from search.engines.chosen import engine
from search.trial.adopting import adopt, hold_round, look_at_site, publish_suggestions
from search.trial.diary import Diary, Figures
from search.trial.searching import TrialFailed, ask, create, follow, rebuild
from search.trial.stage import build_stage
from search.trial.taking_in import import_file, label


def run(
    data: Path,
    *,
    engines: Sequence[str],
    labels: Path,
    at: datetime,
    write: Callable[[str], object],
) -> Figures:
    """Take the file `data` through all steps and return every figure.

    `labels` is the label file, written where it says nothing yet. Raises TrialFailed as soon
    as a step does not end as it must.
    """
    diary = Diary(write)
    stage = build_stage(at)
    _take_in(diary, data, stage, labels, at)
    for name in engines:
        create(engine(name))
        with diary.step(f"{name}: index from the outbox") as figures:
            follow(engine(name), figures)
        with diary.step(f"{name}: rebuild the index") as figures:
            rebuild(engine(name), figures)
        ask(diary, engine(name), stage, "before publication", at=at)
    with diary.step("accept and publish 建议意见") as figures:
        publish_suggestions(stage, figures, at=at)
    with diary.step("round") as figures:
        round = hold_round(stage, figures, at=at)
    with diary.step("adopt") as figures:
        adopt(round, stage, figures, at=at)
    for name in engines:
        with diary.step(f"{name}: follow the changes") as figures:
            follow(engine(name), figures)
        ask(diary, engine(name), stage, "after publication", at=at)
    with diary.step("look at the site") as figures:
        look_at_site(figures)
    return {"file": data.name, "synthetic": ["scores", "consents"], "steps": diary.steps}


def _take_in(diary: Diary, data: Path, stage: Any, labels: Path, at: datetime) -> None:
    """Import twice, then set the classes."""
    with diary.step("import") as first:
        import_file(data, stage, first, at=at)
    with diary.step("import again") as second:
        import_file(data, stage, second, at=at + timedelta(seconds=1))
    if second["new"] or second["digest"] != first["digest"]:
        raise TrialFailed("The second import changed something.")
    with diary.step("labels") as figures:
        label(labels, stage, figures)
