"""The chassis of a Provodnik server: everything that has nothing to do with trains."""
