"""When the scheduled work is due; every task may run twice or late."""

from celery.schedules import crontab

BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "fit-screens-to-roles": {
        "task": "portal.tasks.fit_screens_to_roles",
        "schedule": 3600.0,
    },
    "publish-scheduled-pages": {
        "task": "portal.tasks.publish_scheduled_pages",
        "schedule": 60.0,
    },
    "settle-regulations": {
        "task": "portal.tasks.settle_regulations",
        "schedule": crontab(hour=0, minute=10),
    },
    "seal-log": {"task": "suggestions.chain.sealing.seal_waiting", "schedule": 10.0},
    "root-of-the-log": {
        "task": "suggestions.chain.roots.make_root_of_yesterday",
        "schedule": crontab(hour=0, minute=5),
    },
    "remove-erased-files": {
        "task": "suggestions.chain.erasing.removing.remove_forgotten_files",
        "schedule": 3600.0,
    },
    "sweep-figures": {
        "task": "suggestions.figures.refreshing.sweep_figures",
        "schedule": 60.0,
    },
    "make-waiting-papers": {
        "task": "suggestions.papers.writing.make_waiting_files",
        "schedule": 600.0,
    },
    "send-waiting-notices": {
        "task": "suggestions.notices.send_waiting_notices",
        "schedule": 300.0,
    },
    "write-daily-digests": {
        "task": "portal.messaging.daily.mailing.write_daily_digests",
        "schedule": crontab(hour=8, minute=30),
    },
    "send-waiting-digests": {
        "task": "portal.messaging.daily.mailing.send_waiting_digests",
        "schedule": 300.0,
    },
    "make-due-reports": {
        "task": "suggestions.conversion.reminding.make_due_reports",
        "schedule": crontab(hour=7, minute=30),
    },
    "send-waiting-reminders": {
        "task": "suggestions.conversion.reminding.send_waiting_reminders",
        "schedule": 300.0,
    },
    "close-silent-proposals": {
        "task": "suggestions.conversion.answering.close_silent",
        "schedule": crontab(hour=0, minute=20),
    },
    "put-forward-lapsed": {
        "task": "suggestions.conversion.ageing.put_forward_lapsed",
        "schedule": crontab(hour=0, minute=40),
    },
    "carry-on-replies": {
        "task": "suggestions.replies.batching.carry_on_batches",
        "schedule": 300.0,
    },
    "close-unrated": {
        "task": "suggestions.rating.silence.close_unrated",
        "schedule": 1800.0,
    },
    "tell-authors-of-repeats": {
        "task": "suggestions.repeats.telling.tell_authors_of_repeats",
        "schedule": 300.0,
    },
    "forget-loose-attachments": {
        "task": "suggestions.intake.preparing.forget_loose_attachments",
        "schedule": 3600.0,
    },
    "prepare-waiting-attachments": {
        "task": "suggestions.intake.preparing.prepare_waiting_attachments",
        "schedule": 600.0,
    },
    "draw-waiting-certificates": {
        "task": "suggestions.commendation.issuing.draw_waiting_certificates",
        "schedule": 900.0,
    },
    "draw-waiting-forms": {
        "task": "suggestions.paper.printing.draw_waiting_forms",
        "schedule": 900.0,
    },
    "straighten-waiting-sheets": {
        "task": "suggestions.paper.preparing.straighten_waiting",
        "schedule": 600.0,
    },
    "recount-campaigns": {
        "task": "suggestions.tally.recount_stale",
        "schedule": 600.0,
    },
    "carry-on-publications": {
        "task": "suggestions.review.publication_tasks.carry_on_publications",
        "schedule": 600.0,
    },
    "recompute-round-statistics": {
        "task": "suggestions.review.statistics.waking.recompute_stale",
        "schedule": 120.0,
    },
    "push-status-changes": {
        "task": "suggestions.workorders.pushing.push_waiting",
        "schedule": 60.0,
    },
    "forget-kept-answers": {
        "task": "suggestions.api.kept_answer.forget_old_answers",
        "schedule": crontab(hour=3, minute=50),
    },
    "ship-search-outbox": {"task": "search.tasks.ship", "schedule": 30.0},
    "forget-asked-queries": {
        "task": "search.tasks.forget_asked",
        "schedule": crontab(hour=4, minute=10),
    },
    "tidy-search": {"task": "search.tasks.tidy", "schedule": crontab(hour=3, minute=30)},
    "learn-routing": {
        "task": "search.routing.tasks.learn_routing",
        "schedule": crontab(hour=4, minute=40),
    },
    "bring-back-from-pool": {
        "task": "search.returning.tasks.bring_back_from_pool",
        "schedule": crontab(hour=5, minute=5),
    },
    "group-hot-issues": {
        "task": "search.hot_issues.tasks.group_hot_issues",
        "schedule": crontab(hour=4, minute=15),
    },
}
