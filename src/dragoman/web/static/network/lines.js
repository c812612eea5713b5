// How a tie is drawn: a line, whole or dashed. Hostile ties are dashed, so that they can be told from friendly ones without seeing red and green.

// Sigma gives the ends in its own units; two of its correction ratios are a pixel on the screen. Half a pixel more to either side is for a soft rim.
const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_normal;
attribute float a_normalCoef;
attribute vec2 a_positionStart;
attribute vec2 a_positionEnd;
attribute float a_positionCoef;
attribute float a_dashed;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_minEdgeThickness;
varying vec4 v_color;
varying float v_dashed;
varying float v_half;
varying float v_across;
varying float v_along;

void main() {
  float pixel = 2.0 * u_correctionRatio;
  v_half = max(length(a_normal) / u_sizeRatio, u_minEdgeThickness) / 2.0;
  v_across = a_normalCoef * (v_half + 0.5);
  v_along = a_positionCoef * distance(a_positionStart, a_positionEnd) / pixel;
  v_dashed = a_dashed;
  vec2 position = mix(a_positionStart, a_positionEnd, a_positionCoef) + normalize(a_normal) * v_across * pixel;
  gl_Position = vec4((u_matrix * vec3(position, 1)).xy, 0, 1);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

// A dash of 7 pixels and a gap of 4: gaps that show in a line 4 pixels wide, dashes that still make a line of it.
const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying float v_dashed;
varying float v_half;
varying float v_across;
varying float v_along;

void main() {
  float there = clamp(v_half + 0.5 - abs(v_across), 0.0, 1.0);
  if (v_dashed > 0.5) there *= clamp(7.5 - mod(v_along, 11.0), 0.0, 1.0);
  #ifdef PICKING_MODE
  if (there < 0.5) discard;
  gl_FragColor = v_color;
  #else
  gl_FragColor = v_color * there;
  #endif
}`;

/** The program that draws ties; sigma is given, for it can only be loaded where there is WebGL. */
export function lines(Sigma) {
  const plain = Sigma.rendering.EdgeRectangleProgram;
  return class extends plain {
    getDefinition() {
      const definition = super.getDefinition();
      const dashed = { name: "a_dashed", size: 1, type: WebGLRenderingContext.FLOAT };
      return { ...definition, ATTRIBUTES: [...definition.ATTRIBUTES, dashed], VERTEX_SHADER_SOURCE: VERTEX, FRAGMENT_SHADER_SOURCE: FRAGMENT };
    }

    processVisibleItem(index, start, source, target, data) {
      super.processVisibleItem(index, start, source, target, data);
      this.array[start + this.STRIDE - 1] = data.dashed ? 1 : 0; // the last of a tie's numbers
    }
  };
}
