# SPDX-License-Identifier: GPL-3.0-or-later
cmake_minimum_required(VERSION 3.24)
# Joins Debian's Vega modules (VEGA: their folder, LICENCE: their licence) into one script, OUTPUT, that defines kithVega.
# The modules find each other by require, which stands at the top: as plain scripts they would overwrite each other's names
# (extent, scale and bin are two things each). With the interpreter no expression is compiled, so a page may forbid eval.
set(modules util time format loader dataflow statistics scale canvas scenegraph expression selection functions event-selector parser
  runtime view view-transforms encode transforms interpreter)

file(READ ${LICENCE} licence)
string(REPLACE "*/" "* /" licence "${licence}")
file(WRITE ${OUTPUT} "/*! Vega, and what it contains of D3 (ISC, Copyright 2010-2022 Mike Bostock).\n${licence}*/\n"
  "const kithVega = (() => {\n\"use strict\";\nconst module_of = {}, loaded = {};\n"
  "const require = name => {\n"
  "  name = name.replace(\"selections\", \"selection\"); // as Debian's vega-functions calls it\n"
  "  if (!loaded[name]) { loaded[name] = {}; module_of[name](loaded[name], {}, require); }\n"
  "  return loaded[name];\n};\n")
foreach(module ${modules})
  file(READ ${VEGA}/vega-${module}.min.js text)
  string(REGEX REPLACE "//# sourceMappingURL=[^\n]*" "" text "${text}")
  file(APPEND ${OUTPUT} "module_of[\"vega-${module}\"] = function (exports, module, require) {\n" "${text}" "\n};\n")
endforeach()
file(APPEND ${OUTPUT}
  "Object.assign(require(\"vega-dataflow\").transforms, require(\"vega-transforms\"), require(\"vega-view-transforms\"), require(\"vega-encode\"));\n"
  "return {parse: require(\"vega-parser\").parse, View: require(\"vega-view\").View,\n"
  "  expressionInterpreter: require(\"vega-interpreter\").expressionInterpreter};\n})();\n")
