"""What to put into an address for each of its keys: one line for each kind of address.

A value is a path in the unit's things (tests.portal.addresses.world.side_of) or in those that
belong to no unit; "=text" stands for the text itself; a string instead of the table is the
whole address, for routes that have no name.
"""

from fnmatch import fnmatchcase
from functools import reduce
from typing import Any

from tests.portal.addresses.discovery import Address

PAGE = "home.pk"
KEYS: dict[str, dict[str, str] | str] = {
    # ours
    "units:*": {"pk": "unit.pk"},
    "areas:*": {"pk": "area.pk"},
    "topics:*": {"pk": "topic.pk"},
    "memberships:*": {"pk": "membership.pk"},
    "service_windows:*": {"pk": "window.pk"},
    "leaders:*": {"pk": "leader.pk"},
    "organisation:station": {"pk": "station.pk"},
    "organisation_lists:list": {"pk": "unit.pk"},
    "delegations:take_back": {"pk": "unit.pk"},
    "staffaccount:*": {"pk": "clerk.pk"},
    "rubrics:*": {"pk": "rubric.pk"},
    "unit_chooser:*": {"pk": "unit.pk"},
    "area_chooser:*": {"pk": "area.pk"},
    "topic_chooser:*": {"pk": "topic.pk"},
    "handling:dispute_exclusion": {"pk": "exclusion.pk"},
    "handling:decide_exclusion": {"pk": "exclusion.pk"},
    "handling:take_back_exclusion": {
        "receipt": "suggestion.receipt",
        "pk": "exclusion.pk",
    },
    "handling:*": {"receipt": "suggestion.receipt", "step": "=accept"},
    "papers:*": {"receipt": "suggestion.receipt", "pk": "unit.pk", "ending": "=pdf"},
    "letterheads:*": {"pk": "letterhead.pk"},
    "figures:*": {"code": "=satisfied", "part": "=numerator"},
    "said_before:screening": {"receipt": "suggestion.receipt"},
    "said_before:review": {"pk": "assignment.pk"},
    "routing:screening": {"receipt": "suggestion.receipt"},
    "hot_issues:issue": {"pk": "issue.pk"},
    "review:open_round": {"campaign": "reviewing.pk"},
    "review:score": {"pk": "assignment.pk"},
    "review:reopen": {"pk": "reviewed.pk"},
    "review:confirm": {"pk": "reviewed.pk"},
    "review:save_score": {"pk": "assignment.pk"},
    "review:abstain": {"pk": "assignment.pk"},
    "review:declare": {"pk": "assignment.pk"},
    "campaigns:rubric": {"pk": "campaign.rubric.pk"},
    "review:replace_reviewer": {"pk": "round.pk", "member": "seat.pk"},
    "review:end_interest": {"declaration": "interest.pk"},
    "review:export": {"pk": "round.pk", "table": "=ranking", "kind": "=csv"},
    "review:second_look": {"pk": "look.pk"},
    "review:match": {"pk": "match.pk"},
    "review:*": {
        "pk": "round.pk",
        "receipt": "assignment.suggestion.receipt",
        "assignment": "assignment.pk",
    },
    "duties:duty_act": {"receipt": "duty.suggestion.receipt", "pk": "duty.pk", "act": "=hand"},
    "duties:call_act": {"receipt": "call.suggestion.receipt", "pk": "call.pk", "act": "=answer"},
    "duties:extension": {
        "receipt": "extension.suggestion.receipt",
        "pk": "extension.pk",
        "act": "=approve",
    },
    "duties:*": {"receipt": "suggestion.receipt"},
    "replies:check": {"receipt": "replied.suggestion.receipt"},
    "replies:release": {"receipt": "replied.suggestion.receipt", "pk": "replied.pk"},
    "replies:*": {"receipt": "draft.suggestion.receipt", "step": "=give-up"},
    "rating:settle": {"pk": "low_rating.pk"},
    "rating:*": {"pk": "asking.pk"},
    "reply_templates:*": {"pk": "reply_template.pk"},
    "suggestions:rate": {"token": "rate_token"},
    "suggestions:hear_less": {"token": "hear_token"},
    "daily_stop": {"token": "daily_token"},
    "agency:*": {"pk": "agency.pk", "act": "=told"},
    "entry:form": {"campaign": "campaign.pk"},
    "joint:paper": {"receipt": "suggestion.receipt"},
    "workorders:commit": {"receipt": "work_order.suggestion.receipt"},
    "systems:*": {"pk": "api_key.system.pk", "key": "api_key.pk"},
    "api:*": {"receipt": "suggestion.receipt", "number": "=WO-1"},
    "suggestions:join": {"token": "join_token"},
    "suggestions:leave": {"token": "join_token"},
    "supervision:letter*": {"pk": "supervision_letter.pk", "deed": "=close"},
    "supervision:case*": {"pk": "led_case.pk", "deed": "=step"},
    "supervision:call_sitting": {"unit": "unit.pk"},
    "supervision:sitting*": {"pk": "sitting.pk", "deed": "=minutes"},
    "supervision:item*": {"pk": "agenda_item.pk", "deed": "=decide"},
    "supervision:decision*": {"pk": "conference_decision.pk", "deed": "=report"},
    "supervision:*": {"receipt": "public.receipt", "rung": "=1"},
    "supervision_wordings:*": {"pk": "supervision_wording.pk"},
    "escalation_rules:*": {"pk": "escalation_rule.pk"},
    "contacts:*": {"receipt": "public.receipt", "pk": "contact_entry.pk", "deed": "=contact"},
    "systemic:*": {"pk": "systemic_issue.pk", "deed": "=progress"},
    "suggestions:systemic_issue": {"pk": "systemic_issue.pk"},
    "erasures:erase": {"receipt": "suggestion.receipt"},
    "suggestions:log_*": {"day": "day_root.day"},
    "conversion:*action*": {"pk": "action.pk"},
    "conversion:report": {"pk": "action.pk"},
    "conversion:list": {"pk": "commitments.pk"},
    "conversion:verify": {"pk": "claim.pk"},
    "conversion:go_on": {"pk": "claim.pk"},
    "conversion:*": {"pk": "golden.pk"},
    "paper:print_*": {"pk": "print_run.pk"},
    "paper:*": {"pk": "sheet.batch.pk", "position": "sheet.position"},
    "reason_templates:*": {"pk": "reason_template.pk"},
    "desk:forget": {"pk": "=1"},
    "desk:export": {"format": "=csv"},
    "clock_rules:*": {"pk": "clock_rule.pk"},
    "standards:*": {"pk": "clock_rule.standard.pk"},
    "standard_uses:*": {"pk": "standard_use.pk"},
    "special_days:*": {"pk": "special_day.pk"},
    "letter_templates:*": {"pk": "letter_template.pk"},
    "experts:*": {"pk": "expert.pk"},
    "expert_matches:suggestion": {"receipt": "suggestion.receipt"},
    "legal_channels:*": {"pk": "legal_channel.pk"},
    "step_templates:*": {"pk": "step_template.pk"},
    "word_lists:*": {"pk": "word_list.pk"},
    "synonyms:*": {"pk": "synonyms.pk"},
    "picks:*": {"pk": "pick.pk"},
    "consent_texts:*": {"pk": "consent_text.pk"},
    "commendation:act": {"pk": "nominee.commendation.pk", "act": "=publish-notice"},
    "commendation:nominee": {"pk": "nominee.pk", "act": "=take-off"},
    "commendation:objection": {"pk": "objection.pk"},
    "commendation:contact": {"pk": "objection.pk"},
    "commendation:*": {"pk": "nominee.commendation.pk"},
    "instructions:write": {"receipt": "golden.suggestion.receipt"},
    "instructions:act": {"pk": "instruction.pk", "act": "=ask-release"},
    "instructions:instruction": {"pk": "instruction.pk"},
    "instructions:report_item": {"pk": "report_item.pk"},
    "instructions:*": {"pk": "report_item.report.pk"},
    "suggestions:commendation": {"pk": "shown.pk"},
    "suggestions:object": {"pk": "shown.pk"},
    "suggestions:objection": {"key": "objection.key"},
    "suggestions:certificate_*": {"key": "certificate.key"},
    "suggestions:detail": {"receipt": "public.receipt"},
    "suggestions:golden_idea*": {"receipt": "golden.suggestion.receipt"},
    "suggestions:commitments*": {"pk": "commitments.pk"},
    "suggestions:evidence*": {"key": "evidence.attachment.key"},
    "suggestions:letters": {"receipt": "kept.receipt"},
    "suggestions:second_look": {"receipt": "kept.receipt"},
    "suggestions:submit": {"campaign": "campaign.pk"},
    "suggestions:*": {"receipt": "suggestion.receipt", "key": "photo.key"},
    "media": {"path": "image.file.name"},
    # Wagtail's
    "account_confirm_email": {"key": "=MTp:1abc:xyz"},
    "account_reset_password_from_key": {"uidb36": "=1", "key": "=abc-def"},
    "wagtailadmin_password_reset_confirm": {"uidb64": "=MQ", "token": "=abc-def"},
    "wagtailadmin_api:pages:*": {"pk": PAGE, "action_name": "=publish"},
    "wagtailadmin_api:documents:*": {"pk": "document.pk"},
    "wagtailadmin_api:images:*": {"pk": "image.pk"},
    "wagtail_bulk_action": {
        "app_label": "=wagtailcore",
        "model_name": "=page",
        "action": "=publish",
    },
    "wagtailadmin_tag_model_autocomplete": {"app_name": "=taggit", "model_name": "=tag"},
    "wagtailadmin_collections:*": {"pk": "collection.pk", "collection_id": "collection.pk"},
    "wagtailadmin_workflows:*_task": {
        "pk": "task.pk",
        "app_label": "=wagtailcore",
        "model_name": "=groupapprovaltask",
    },
    "wagtailadmin_workflows:*": {
        "pk": "workflow.pk",
        "page_pk": PAGE,
        "workflow_pk": "workflow.pk",
        "task_id": "task.pk",
    },
    "wagtailadmin_pages:*workflow*": {
        "page_id": "index.pk",
        "action_name": "=approve",
        "task_state_id": "task_state.pk",
        "task_id": "task.pk",
        "workflow_state_id": "workflow_state.pk",
    },
    "wagtailadmin_pages:*": {
        "page_id": PAGE,
        "parent_page_id": PAGE,
        "page_to_move_id": "campaign.pk",
        "destination_id": "index.pk",
        "pk": PAGE,
        "content_type_app_name": "=portal",
        "content_type_model_name": "=contentpage",
        "app_label": "=portal",
        "model_name": "=contentpage",
        "revision_id": "revision.pk",
        "revision_id_a": "=earliest",
        "revision_id_b": "=latest",
    },
    "wagtailadmin_editing_sessions:*": {
        "app_label": "=portal",
        "model_name": "=homepage",
        "object_id": PAGE,
        "session_id": "=1",
    },
    "wagtailadmin_*": {"parent_page_id": PAGE},
    "wagtailredirects:*": {"redirect_id": "redirect.pk"},
    "wagtailsettings:*": {"app_name": "=portal", "model_name": "=sitedetails", "pk": "site.pk"},
    "wagtaildocs:*": {
        "document_id": "document.pk",
        "doc_id": "document.pk",
        "uploaded_file_id": "uploaded_document.pk",
    },
    "wagtaildocs_chooser:*": {"pk": "document.pk"},
    "wagtailimages:*": {
        "image_id": "image.pk",
        "filter_spec": "=width-10",
        "uploaded_file_id": "uploaded_image.pk",
    },
    "wagtailimages_chooser:*": {"pk": "image.pk", "image_id": "image.pk"},
    "wagtailusers_users:*": {"pk": "clerk.pk"},
    "wagtailusers_groups:*": {"pk": "group.pk"},
    "wagtailsites:*": {"pk": "site.pk"},
    "wagtaildocs_authenticate_with_password": {"restriction_id": "file_restriction.pk"},
    "wagtailcore_authenticate_with_password": {
        "page_view_restriction_id": "restriction.pk",
        "page_id": "restriction.page.pk",
    },
    "wagtaildocs_serve": "{document.url}",
    "wagtail_serve": "{home.url}",
    "admin_password_reset": "/admin/password_reset/",
    "admin/^.*/$": "/admin/no-such-page/",
}


def keys_of(address: Address, side: Any, common: Any) -> dict[str, Any] | str:
    """The keys of `address`, or the whole of it; raises KeyError if a key has no line here."""
    line = line_of(address.name)
    if isinstance(line, str):
        return line.format(**vars(common))
    return {key: value_of(line[key], side, common) for key in address.keys}


def line_of(name: str) -> dict[str, str] | str:
    """The first line whose pattern fits; exact names come before patterns."""
    if name in KEYS:
        return KEYS[name]
    return next((line for pattern, line in KEYS.items() if fnmatchcase(name, pattern)), {})


def value_of(path: str, side: Any, common: Any) -> Any:
    """What a value of the table stands for."""
    if path.startswith("="):
        return path[1:]
    first, *rest = path.split(".")
    start = getattr(side, first) if hasattr(side, first) else getattr(common, first)
    return reduce(getattr, rest, start)
