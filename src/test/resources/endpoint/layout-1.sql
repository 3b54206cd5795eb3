-- SPDX-License-Identifier: Apache-2.0
-- The database of an endpoint whose tables had version 1, as SQLite dumps it.
BEGIN TRANSACTION;
CREATE TABLE client_token (
  operation TEXT NOT NULL,
  token TEXT NOT NULL,
  request TEXT NOT NULL,
  remembered_at BIGINT NOT NULL,
  parent TEXT NOT NULL,
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_updated_at BIGINT NOT NULL,
  status TEXT NOT NULL,
  spec TEXT NOT NULL,
  tags TEXT NOT NULL,
  PRIMARY KEY (operation, token)
);
INSERT INTO "client_token" VALUES('CreateVirtualGateway','kept-token','733d250403d0f82e9b152d34a424afe49872360761bf443069b6e6f143d354db',1795820447001,'apps','gw','0582302c-a88d-4eb5-a176-4c31605bdc41',1,1795820447001,1795820447001,'ACTIVE','{"listeners":[{"healthCheck":{"healthyThreshold":2,"intervalMillis":5000,"path":"/","port":80,"protocol":"http","timeoutMillis":2000,"unhealthyThreshold":2},"portMapping":{"port":80,"protocol":"http"}}]}','{"k":""}');
INSERT INTO "client_token" VALUES('CreateGatewayRoute','route-token','cd09e949ab60bf80b865b387da67d5e9172ca36fde3ab7373e306dd40441e199',1795820452171,'apps/gw','r','7d51718d-517f-40e4-8e50-c241a3b19e70',1,1795820452171,1795820452171,'ACTIVE','{"httpRoute":{"action":{"target":{"virtualService":{"virtualServiceName":"web.apps.local"}}},"match":{"prefix":"/"}},"priority":7}','{"owner":"é"}');
CREATE TABLE "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
INSERT INTO "flyway_schema_history" VALUES(1,'1','resources and tokens','SQL','V1__resources_and_tokens.sql',1261440271,'','2026-11-27 23:00:04.179',3,1);
CREATE TABLE resource (
  -- names of what it is part of, from the mesh down, with slashes between; empty for a mesh
  parent TEXT COLLATE BINARY NOT NULL,
  name TEXT COLLATE BINARY NOT NULL,
  uid TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_updated_at BIGINT NOT NULL,
  status TEXT NOT NULL,
  -- JSON objects
  spec TEXT NOT NULL,
  tags TEXT NOT NULL,
  PRIMARY KEY (parent, name)
);
INSERT INTO "resource" VALUES('','apps','850ebb9b-1057-4ac9-a797-e54c32530b73',1,1795820445082,1795820445082,'ACTIVE','{}','{"team":"core"}');
INSERT INTO "resource" VALUES('','a bü','265c8ccd-ee4b-4678-84b6-c9868107e5cc',1,1795820445540,1795820445540,'ACTIVE','{"egressFilter":{"type":"ALLOW_ALL"}}','{}');
INSERT INTO "resource" VALUES('','empty','00c15622-fb39-40e9-98c6-844ac53aedab',1,1795820446521,1795820446521,'ACTIVE','{}','{}');
INSERT INTO "resource" VALUES('apps','gw','0582302c-a88d-4eb5-a176-4c31605bdc41',2,1795820447001,1795820448704,'ACTIVE','{"listeners":[{"portMapping":{"port":8080,"protocol":"http"}}],"logging":{}}','{"k":""}');
INSERT INTO "resource" VALUES('apps','virtualGateway','92033319-24fb-4fcc-b1d6-fd50d2d9c367',1,1795820451571,1795820451571,'ACTIVE','{"listeners":[{"portMapping":{"port":81,"protocol":"grpc"}}]}','{}');
INSERT INTO "resource" VALUES('apps/gw','r','7d51718d-517f-40e4-8e50-c241a3b19e70',1,1795820452171,1795820452171,'ACTIVE','{"httpRoute":{"action":{"target":{"virtualService":{"virtualServiceName":"web.apps.local"}}},"match":{"prefix":"/"}},"priority":7}','{"owner":"é"}');
INSERT INTO "resource" VALUES('apps/virtualGateway','gw','d4382e00-64b9-4817-8320-bdf8519c11cb',1,1795820453017,1795820453017,'ACTIVE','{"grpcRoute":{"action":{"target":{"virtualService":{"virtualServiceName":"missing.local"}}},"match":{"serviceName":"a.B"}}}','{}');
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
CREATE INDEX client_token_by_age ON client_token (remembered_at);
COMMIT;
