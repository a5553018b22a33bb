# Run once by the postgres image, when a database's volume is still empty: the role and the database
# of one service. The service owns its database and nothing else, and nobody else may connect.
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set role="$SERVICE_ROLE" --set database="$SERVICE_DATABASE" \
  --set password="$SERVICE_PASSWORD" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"role";
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
SQL
