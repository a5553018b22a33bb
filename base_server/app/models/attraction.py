from service_kit.audit import Audited
from service_kit.database import Base, Timestamped

from app.models.place import Place


class Attraction(Audited, Place, Timestamped, Base):
    __tablename__ = "attractions"
