"""What people do at the desks, step by step, as the journeys need it."""

from django.utils.translation import gettext as _

from tests.browser.looking import Visitor

DESK = "main"
CHOOSER = ".modal-body"


def choose(visitor: Visitor, field: str, name: str) -> None:
    """Choose the entry called `name` in the window that belongs to `field`."""
    chooser = visitor.page.locator(f"#id_{field}-chooser")
    if chooser.locator(".chosen").is_visible():  # something is chosen already
        chooser.locator("[data-w-dropdown-target=toggle]").click()
    chooser.locator("[data-chooser-action-choose]:visible").click()
    visitor.page.locator(CHOOSER).get_by_role("link", name=name, exact=True).click()
    visitor.page.locator(CHOOSER).wait_for(state="detached")


def fill(visitor: Visitor, **typed: str) -> None:
    """Type into the fields of these names; a picker that opens is put away."""
    for name, text in typed.items():
        visitor.page.locator(f"[name={name}]").fill(text)
        visitor.page.keyboard.press("Escape")
    visitor.page.evaluate(
        "document.querySelectorAll('.xdsoft_datetimepicker').forEach(e => e.remove())"
    )


def press(visitor: Visitor, label: str) -> None:
    """Press the button with this label and wait for the next page."""
    visitor.follow(visitor.page.get_by_role("button", name=label, exact=True).first)


def waiting(visitor: Visitor) -> list[str]:
    """The titles of what waits in a reviewer's queue, in its order."""
    visitor.go("/admin/review/mine/")
    return visitor.page.locator("th[scope=row] > a").all_inner_texts()


def score(visitor: Visitor, title: str, level: int, *, look: str = "") -> None:
    """Open `title` from the queue and give every criterion the same level, by the keyboard."""
    visitor.follow(visitor.page.get_by_role("link", name=title).first)
    for criterion in visitor.page.locator("[data-criterion]").all():
        criterion.locator(f"input[type=radio][value='{level}']").first.check(force=True)
    if look:
        visitor.look(look, ours=DESK)
    press(visitor, _("Submit"))


def score_all(visitor: Visitor, level: int, *, look: str = "") -> list[str]:
    """Score what waits with `level` until nothing does; the titles in the order they came."""
    done: list[str] = []
    while titles := waiting(visitor):
        score(visitor, titles[0], level, look="" if done else look)
        done.append(titles[0])
    return done
