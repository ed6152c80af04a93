"""What the header and the footer say about who runs the site; editors fill it in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="site")
class SiteDetails(BaseSiteSetting):
    """The facts a government site must show; an empty one is left out, nothing is invented."""

    organiser = models.CharField(_("responsible authority"), max_length=100, blank=True)
    operator = models.CharField(_("operated by"), max_length=100, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("public phone"), max_length=40, blank=True)
    phone_hours = models.CharField(_("phone hours"), max_length=100, blank=True)
    email = models.EmailField(_("public e-mail"), blank=True)
    site_code = models.CharField(
        _("site code"), max_length=20, blank=True, help_text=_("政府网站标识码, ten digits.")
    )
    icp_record = models.CharField(_("ICP record number"), max_length=60, blank=True)
    police_record = models.CharField(_("police record number"), max_length=60, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("organiser"), FieldPanel("operator"), FieldPanel("address")],
            heading=_("Who runs this site"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("phone_hours")]),
                FieldPanel("email"),
            ],
            heading=_("How to reach us"),
        ),
        MultiFieldPanel(
            [FieldPanel("site_code"), FieldPanel("icp_record"), FieldPanel("police_record")],
            heading=_("Record numbers"),
        ),
    ]

    class Meta:
        verbose_name = _("site details")
        verbose_name_plural = _("site details")
