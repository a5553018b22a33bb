from service_kit.database import Base, Timestamped

from app.models.place import Place


class Attraction(Place, Timestamped, Base):
    __tablename__ = "attractions"
