// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.SdkRequests;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the spec of a gateway route may be. */
class GatewayRouteSpecsTest {
  private static final String ACTION =
      "'action':{'target':{'virtualService':{'virtualServiceName':'s'}}}";

  @AutoClose private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.with("apps").open().start();

  @BeforeEach
  void gateway() {
    endpoint.sdk.createVirtualGateway(SdkRequests.gateway("gw", 80));
    endpoint.sdk.createVirtualService(SdkRequests.service("s"));
    endpoint.sdk.createVirtualService(SdkRequests.service("\uD83D\uDE00".repeat(255)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'httpRoute':{@,'match':{}}",
        "'http2Route':{@,'match':{'prefix':'/'}},'priority':0",
        "'grpcRoute':{@,'match':{'serviceName':'','metadata':[{'name':'n'}]}},'priority':1000",
        "'httpRoute':{@,'match':{'port':1,'method':'PATCH','queryParameters':[{'name':''}]}}",
        "'httpRoute':{@,'match':{'port':65535,'headers':[{'name':'@50','invert':true}]}}",
        "'httpRoute':{@,'match':{'headers':[{'name':'n','match':{'exact':'@255'}}]}}",
        "'httpRoute':{@,'match':{'headers':[{'name':'n','match':{'range':{'start':-1,'end':9}}}]}}",
        "'httpRoute':{@,'match':{'hostname':{'exact':'@253'},'path':{'regex':'@255'}}}",
        "'grpcRoute':{@,'match':{'hostname':{'suffix':'b'}}}",
        "'grpcRoute':{'action':{'rewrite':{'hostname':{'defaultTargetHostname':'DISABLED'}},"
            + "'target':{'port':8080,'virtualService':{'virtualServiceName':'@255'}}},'match':{}}",
        "'httpRoute':{'action':{'rewrite':{'path':{'exact':'/'}},"
            + "'target':{'virtualService':{'virtualServiceName':'s'}}},'match':{}}",
      })
  void goodSpecIsAccepted(String spec) {
    assertThat(create(spec)).contains("\"ACTIVE\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'priority':null          | spec must have exactly one of grpcRoute, http2Route,"
            + " httpRoute.",
        "'priority':1             | spec must have exactly one of",
        "'httpRoute':{@,'match':{}},'grpcRoute':{@,'match':{}} | spec must have exactly one of",
        "'bogus':1                | Unknown member: spec.bogus",
        "'httpRoute':7            | spec.httpRoute must be an object.",
        "'httpRoute':{}           | spec.httpRoute.action is required.",
        "'httpRoute':{@}          | spec.httpRoute.match is required.",
        "'http2Route':{'match':{},'action':{}} | spec.http2Route.action.target is required.",
        "'httpRoute':{@,'match':{}},'priority':-1   | spec.priority must be a number from 0 to"
            + " 1000.",
        "'httpRoute':{@,'match':{}},'priority':1001 | spec.priority must be a number from 0 to"
            + " 1000.",
        "'httpRoute':{@,'match':{}},'priority':1.5  | spec.priority must be a whole number.",
        "'httpRoute':{@,'match':{}},'priority':'1'  | spec.priority must be a whole number.",
        "M{'port':0}              | match.port must be a number from 1 to 65535.",
        "M{'port':65536}          | match.port must be a number from 1 to 65535.",
        "M{'method':'get'}        | match.method must be one of CONNECT, DELETE, GET, HEAD,"
            + " OPTIONS,",
        "M{'prefix':7}            | match.prefix must be a string.",
        "M{'prefix':''}           | match.prefix must start with a slash.",
        "M{'prefix':'a/'}         | match.prefix must start with a slash.",
        "M{'prefix':'/','path':{'exact':'/'}} | match must have only one of path and prefix.",
        "M{'path':{}}             | match.path must have exactly one of exact, regex.",
        "M{'hostname':{}}         | match.hostname must have exactly one of exact, suffix.",
        "M{'hostname':{'exact':'a','suffix':'b'}} | match.hostname must have exactly one of",
        "H{'range':{'start':2,'end':2}} | headers[0].match.range.end must be greater than start.",
        "A{'rewrite':{'prefix':{'value':'/','defaultPrefix':'ENABLED'}},T} | rewrite.prefix must"
            + " have exactly one of defaultPrefix, value.",
        "A{'rewrite':{'path':{'exact':'/'},'prefix':{'value':'/'}},T} | rewrite must have only"
            + " one of path and prefix.",
        "M{'metadata':[]}         | Unknown member: spec.httpRoute.match.metadata",
        "M{'path':{'exact':''}}   | match.path.exact must have 1 to 255 characters.",
        "M{'path':{'regex':'@256'}} | match.path.regex must have 1 to 255 characters.",
        "M{'hostname':{'exact':'@254'}} | match.hostname.exact must have 1 to 253 characters.",
        "M{'hostname':{'suffix':''}}  | match.hostname.suffix must have 1 to 253 characters.",
        "M{'headers':{}}          | match.headers must be a list.",
        "M{'headers':[]}          | match.headers must have 1 to 10 elements.",
        "M{'headers':[#,#,#,#,#,#,#,#,#,#,#]} | match.headers must have 1 to 10 elements.",
        "M{'headers':[#,{}]}      | match.headers[1].name is required.",
        "M{'headers':[{'name':''}]} | match.headers[0].name must have 1 to 50 characters.",
        "M{'headers':[{'name':'@51'}]} | match.headers[0].name must have 1 to 50 characters.",
        "M{'headers':[{'name':'n','invert':'yes'}]} | headers[0].invert must be true or false.",
        "H{}                      | headers[0].match must have exactly one of exact, prefix,"
            + " range,",
        "H{'exact':'a','regex':'b'} | headers[0].match must have exactly one of exact, prefix,",
        "H{'exact':''}            | headers[0].match.exact must have 1 to 255 characters.",
        "H{'suffix':'@256'}       | headers[0].match.suffix must have 1 to 255 characters.",
        "H{'range':{'start':1}}   | headers[0].match.range.end is required.",
        "H{'range':{'end':1}}     | headers[0].match.range.start is required.",
        "M{'queryParameters':[]}  | match.queryParameters must have 1 to 10 elements.",
        "M{'queryParameters':[{'match':{}}]} | match.queryParameters[0].name is required.",
        "'grpcRoute':{@,'match':{'metadata':[]}} | match.metadata must have 1 to 10 elements.",
        "'grpcRoute':{@,'match':{'prefix':'/'}} | Unknown member: spec.grpcRoute.match.prefix",
        "A{'target':{}}           | action.target.virtualService is required.",
        "A{'target':{'virtualService':{}}} | virtualService.virtualServiceName is required.",
        "A{'target':{'virtualService':{'virtualServiceName':''}}} | must have 1 to 255 characters.",
        "A{'target':{'port':0,'virtualService':{'virtualServiceName':'s'}}} | target.port must be",
        "A{'rewrite':{'hostname':{'defaultTargetHostname':'NO'}},T} | one of DISABLED, ENABLED.",
        "A{'rewrite':{'prefix':{'defaultPrefix':'NO'}},T} | one of DISABLED, ENABLED.",
        "A{'rewrite':{'prefix':{'value':''}},T} | prefix.value must have 1 to 255 characters.",
        "A{'rewrite':{'path':{'exact':''}},T} | path.exact must have 1 to 255 characters.",
      })
  void badSpecIsRefusedWithItsPath(String spec, String message) {
    assertThat(create(spec)).contains("BadRequestException", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'gatewayRouteName':'r'}                         | spec is required.",
        "{'gatewayRouteName':'r','spec':[]}               | spec must be an object.",
        "{'gatewayRouteName':'r','spec':{},'meshName':'m'} | Unknown member: meshName",
        "{'spec':{}}                                      | gatewayRouteName is required.",
        "{'gatewayRouteName':'a/b','spec':{}}             | gatewayRouteName must not contain a",
      })
  void badRequestIsRefused(String body, String message) {
    assertThat(send(body)).contains("BadRequestException", message);
  }

  /** The code and the body of the answer. A capital letter stands for what is around it. */
  private String create(String spec) {
    var whole =
        switch (spec.charAt(0)) {
          case 'M' -> "'httpRoute':{@,'match':" + spec.substring(1) + "}";
          case 'H' ->
              "'httpRoute':{@,'match':{'headers':[{'name':'n','match':"
                  + spec.substring(1)
                  + "}]}}";
          case 'A' -> "'httpRoute':{'match':{},'action':" + spec.substring(1) + "}";
          default -> spec;
        };
    var body = "{'gatewayRouteName':'r','spec':{" + whole + "}}";
    for (int length : new int[] {50, 51, 253, 254, 255, 256}) {
      body = body.replace("@" + length, "\uD83D\uDE00".repeat(length));
    }
    body =
        body.replace("@", ACTION)
            .replace("#", "{'name':'n'}")
            .replace("T}}", "'target':{'virtualService':{'virtualServiceName':'s'}}}}");
    return send(body);
  }

  private String send(String body) {
    var answer =
        endpoint.send(
            "PUT",
            "/v20190125/meshes/apps/virtualGateway/gw/gatewayRoutes",
            body.replace('\'', '"'));
    return answer.headers().firstValue("x-amzn-ErrorType").orElse("") + answer.body();
  }
}
