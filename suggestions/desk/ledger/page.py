"""The page on which a ledger is chosen and made."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from suggestions.desk.ledger.columns import known
from suggestions.desk.ledger.forms import LedgerForm
from suggestions.desk.ledger.making import ledger
from suggestions.desk.pages import DOWNLOADS, WorkDeskView
from suggestions.desk.saved import LedgerChoice


class LedgerView(WorkDeskView):
    """Asks for period and columns, and sends the file; the columns are remembered."""

    page_title = _("Ledger")
    template_name = "suggestions/desk/ledger.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The form, with the columns chosen last."""
        choice = LedgerChoice.objects.filter(person=self.person).first()
        initial = {"columns": known(choice.columns if choice else ()), "format": "xlsx"}
        return self.shown_form(LedgerForm(initial=initial, campaigns=self.campaigns()))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """The file, or the form as it was filled in."""
        form = LedgerForm(request.POST, campaigns=self.campaigns())
        if not form.is_valid():
            return self.shown_form(form, status=422)
        names = known(form.cleaned_data["columns"])
        LedgerChoice.objects.update_or_create(person=self.person, defaults={"columns": names})
        rows = form.narrow(self.visible())
        download = DOWNLOADS[form.cleaned_data["format"] or "xlsx"]
        return download(ledger(rows, names), f"ledger-{self.today:%Y%m%d}")

    def shown_form(self, form: LedgerForm, status: int = 200) -> HttpResponseBase:
        """The page around `form`."""
        context: dict[str, Any] = self.get_context_data(form=form)
        return self.render_to_response(context, status=status)
