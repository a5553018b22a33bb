from service_kit.database import Base, Timestamped

from app.models.place import Place


class Hotel(Place, Timestamped, Base):
    __tablename__ = "hotels"
