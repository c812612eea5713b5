// The libraries come as scripts that set globals; here they become imports.

import "../vendor/d3.min.js";
import "../vendor/topojson-client.min.js";

export const { d3, topojson } = globalThis;
