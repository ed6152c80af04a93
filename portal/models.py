"""The list of portal's models; each lives in the folder of its noun."""

from portal.abuse.counting import UseCount
from portal.accounts.contact import Contact, ContactAccess
from portal.accounts.user import User
from portal.home.pages import ContentPage, HomePage
from portal.home.site_details import SiteDetails
from portal.hotline.pages import HotlineIndexPage, HotlineResultPage
from portal.hotline.rows import TopicFigure, UnitFigure
from portal.messaging.daily.digest import DailyChoice, DailyDigest
from portal.organisation.area import Area
from portal.organisation.delegation.row import Delegation
from portal.organisation.directory.windows import ServiceWindow
from portal.organisation.imports.upload import ListUpload
from portal.organisation.leaders.leader import Leader, ReceptionDay
from portal.organisation.membership import Membership
from portal.organisation.staff import StaffAccount
from portal.organisation.topic import Topic, TopicCode, TopicVersion
from portal.organisation.unit import Unit
from portal.regulations.articles import Article
from portal.regulations.pages import RegulationIndexPage, RegulationPage
from portal.working_days.special_day import SpecialDay

__all__ = [
    "Area",
    "Article",
    "Contact",
    "ContactAccess",
    "ContentPage",
    "DailyChoice",
    "DailyDigest",
    "Delegation",
    "HomePage",
    "HotlineIndexPage",
    "HotlineResultPage",
    "Leader",
    "ListUpload",
    "Membership",
    "ReceptionDay",
    "RegulationIndexPage",
    "RegulationPage",
    "ServiceWindow",
    "SiteDetails",
    "SpecialDay",
    "StaffAccount",
    "Topic",
    "TopicCode",
    "TopicFigure",
    "TopicVersion",
    "Unit",
    "UnitFigure",
    "UseCount",
    "User",
]
