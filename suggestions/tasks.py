"""Celery finds tasks in this module; each lives with its step."""

from suggestions.api.kept_answer import forget_old_answers
from suggestions.chain.erasing.removing import remove_files, remove_forgotten_files
from suggestions.chain.roots import make_root_of_yesterday
from suggestions.chain.sealing import seal_waiting
from suggestions.clocks.recounting import recount_after_special_day
from suggestions.commendation.issuing import draw_certificate, draw_waiting_certificates
from suggestions.conversion.ageing import put_forward_lapsed
from suggestions.conversion.answering import close_silent
from suggestions.conversion.reminding import make_due_reports, send_waiting_reminders
from suggestions.figures.refreshing import refresh_figures, sweep_figures
from suggestions.intake.preparing import (
    forget_loose_attachments,
    prepare,
    prepare_waiting_attachments,
)
from suggestions.notices import notify_author, send_waiting_notices
from suggestions.paper.preparing import straighten_sheet, straighten_waiting
from suggestions.paper.printing import draw_forms, draw_waiting_forms
from suggestions.papers.writing import make_files, make_waiting_files
from suggestions.rating.silence import close_unrated
from suggestions.repeats.telling import tell_authors_of_repeats
from suggestions.replies.batching import carry_on_batch, carry_on_batches
from suggestions.review.publication_tasks import carry_on_publications, publish_round
from suggestions.review.statistics.waking import recompute, recompute_stale
from suggestions.tally import recount, recount_stale
from suggestions.workorders.pushing import push_waiting

__all__ = [
    "carry_on_batch",
    "carry_on_batches",
    "carry_on_publications",
    "close_silent",
    "close_unrated",
    "draw_certificate",
    "draw_forms",
    "draw_waiting_certificates",
    "draw_waiting_forms",
    "forget_loose_attachments",
    "forget_old_answers",
    "make_due_reports",
    "make_files",
    "make_root_of_yesterday",
    "make_waiting_files",
    "notify_author",
    "prepare",
    "prepare_waiting_attachments",
    "publish_round",
    "push_waiting",
    "put_forward_lapsed",
    "recompute",
    "recompute_stale",
    "recount",
    "recount_after_special_day",
    "recount_stale",
    "refresh_figures",
    "remove_files",
    "remove_forgotten_files",
    "seal_waiting",
    "send_waiting_notices",
    "send_waiting_reminders",
    "straighten_sheet",
    "straighten_waiting",
    "sweep_figures",
    "tell_authors_of_repeats",
]
