-- One database per service, each with a role of its own that nobody else's may use.
CREATE ROLE specialist_team LOGIN PASSWORD 'specialist_team';
CREATE DATABASE specialist_team OWNER specialist_team;
REVOKE CONNECT, TEMPORARY ON DATABASE specialist_team FROM PUBLIC;

CREATE ROLE recruitment LOGIN PASSWORD 'recruitment';
CREATE DATABASE recruitment OWNER recruitment;
REVOKE CONNECT, TEMPORARY ON DATABASE recruitment FROM PUBLIC;

CREATE ROLE portal LOGIN PASSWORD 'portal';
CREATE DATABASE portal OWNER portal;
REVOKE CONNECT, TEMPORARY ON DATABASE portal FROM PUBLIC;
