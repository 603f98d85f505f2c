/** Changes that no neighbouring test tells, by their titles, each group with the reason. */

/** Why changes survive, and which. */
interface Survivors {
  readonly reason: string;
  readonly titles: Readonly<Record<string, readonly string[]>>;
}

export const survivors: readonly Survivors[] = [
  {
    reason: 'Computed numbers are equal by chance only, and on that line either answer is right.',
    titles: {
      'src/check/excuses.ts': [
        'isRounding: gap <= look.grain * (scatters ? size : Math.min(1, usual)) → gap < look.grain * (scatters ? size : Math.min(1, usual))',
      ],
      'src/law/verdict.ts': [
        'compared: Math.abs(claimed.value) <= bar → Math.abs(claimed.value) < bar',
        'compared: distance(c, rangeOf(measured.along), relation) > CONTRADICTION * bar → distance(c, rangeOf(measured.along), relation) >= CONTRADICTION * bar',
        'isVague: rangeOf(measured).error > VAGUE * Math.max(Math.abs(measured.value), measured.variation ?? 0) → rangeOf(measured).error >= VAGUE * Math.max(Math.abs(measured.value), measured.variation ?? 0)',
        'compared: resolution > RESOLUTION[precision] → resolution >= RESOLUTION[precision]',
        'isUnstable: apart > CONTRADICTION * measured → apart >= CONTRADICTION * measured',
        'isUnstable: measured <= STABLE * claimed → measured < STABLE * claimed',
      ],
      'src/measure/differences/chebyshev.ts': [
        'derivativeOf: Math.abs(coefficients[degree]!) <= DROWNED_SIGMAS * each → Math.abs(coefficients[degree]!) < DROWNED_SIGMAS * each',
        'ending: fall > FLAT → fall >= FLAT',
        'ending: head > FLAT * FLAT * tail → head >= FLAT * FLAT * tail',
      ],
      'src/measure/differences/disturbance.ts': [
        'stepOf: Math.abs(off(t)) > (OFF_SHAPE * shape.noise * Math.abs(t)) / length → Math.abs(off(t)) >= (OFF_SHAPE * shape.noise * Math.abs(t)) / length',
      ],
      'src/measure/differences/extent.ts': [
        'extent: Math.abs(c) > SHAPED * seen.rounding → Math.abs(c) >= SHAPED * seen.rounding',
        'extent: r >= of.finest → r > of.finest',
      ],
      'src/measure/differences/glance.ts': ['valuesOn: half < of.finest → half <= of.finest', 'interval: right > left → right >= left'],
      'src/measure/differences/index.ts': [
        'joined: apart > CONTRADICTION * (left.error + right.error) → apart >= CONTRADICTION * (left.error + right.error)',
      ],
      'src/measure/differences/noise.ts': [
        'beside: level > NOISE_STAYS * before → level >= NOISE_STAYS * before',
        'isThroughout: Math.max(one, other) <= STEADY * Math.min(one, other) → Math.max(one, other) < STEADY * Math.min(one, other)',
        'isThroughout: Math.min(one, other) >= noise / ALIKE → Math.min(one, other) > noise / ALIKE',
        'noiseOf: fit.noise <= NOISE_AMPLITUDE * limit * fit.size → fit.noise < NOISE_AMPLITUDE * limit * fit.size',
      ],
      'src/measure/differences/search.ts': [
        'advance: search.best!.error < floor → search.best!.error <= floor',
        'advance: search.trail.length > TRIED_ENOUGH → search.trail.length >= TRIED_ENOUGH',
        'around: room >= r * LEAST_ROOM → room > r * LEAST_ROOM',
        'around: room >= r → room > r',
        'drowned: best.error > COARSEST_BAR * before.variation → best.error >= COARSEST_BAR * before.variation',
        'looked: asNoise.error < plateau.error → asNoise.error <= plateau.error',
        'looked: seen.error < search.best.error → seen.error <= search.best.error',
        'looked: seen.error <= NARROW_ENOUGH * Math.abs(seen.value) → seen.error < NARROW_ENOUGH * Math.abs(seen.value)',
        'outcome: afar.fit.noise <= amplitude * afar.fit.size → afar.fit.noise < amplitude * afar.fit.size',
        'outcome: r < width * of.scale → r <= width * of.scale',
        'retreated: limit > beside → limit >= beside',
        'widened: best.error <= WIDE_ENOUGH * variation(best.fit) → best.error < WIDE_ENOUGH * variation(best.fit)',
        'widened: degreeAboveNoise(best.fit) > degree / 2 → degreeAboveNoise(best.fit) >= degree / 2',
        'widened: fitted.noise <= WIDER_NOISE * best.fit.noise → fitted.noise < WIDER_NOISE * best.fit.noise',
        'widened: seen.error < best.error → seen.error <= best.error',
      ],
      'src/measure/differences/second-opinion.ts': ['secondOpinion: apart <= other.error → apart < other.error'],
      'src/measure/differences/stair.ts': [
        'isRounding: height <= Math.max(LOW_STEP * size, STEP_ROUNDINGS * of.unit * of.input) → height < Math.max(LOW_STEP * size, STEP_ROUNDINGS * of.unit * of.input)',
        'step: after - before > STEP_DISTANCE * after → after - before >= STEP_DISTANCE * after',
        'step: after > BISECT_EXPONENT * before → after >= BISECT_EXPONENT * before',
        'step: after > before → after >= before',
        'step: height > AT_ONCE * next → height >= AT_ONCE * next',
      ],
      'src/measure/nearby.ts': [
        'finest: rough() >= STILL * scales[0]!.rough() → rough() > STILL * scales[0]!.rough()',
        'hull: error <= clear → error < clear',
        'hull: error > clear → error >= clear',
        'hull: error > high - low → error >= high - low',
        'hull: value + error >= low → value + error > low',
        'hull: value - error <= high → value - error < high',
      ],
      'src/measure/spread.ts': ['around: rng.next() < 1 / 2 → rng.next() <= 1 / 2'],
    },
  },
  {
    reason: 'The number compared is never 0, or a typed array takes no value beyond its end.',
    titles: {
      'src/measure/differences/chebyshev.ts': ['polynomials: n > 0 → n >= 0', 'slopesAt: n > 0 → n >= 0'],
      'src/measure/differences/disturbance.ts': ['stepOf: beyond > 0 → beyond >= 0'],
      'src/measure/differences/limit.ts': ['seenThroughRounding: end < 0 → end <= 0'],
      'src/measure/differences/noise.ts': ['beside: sign > 0 → sign >= 0'],
      'src/measure/differences/search.ts': ['retreated: sign > 0 → sign >= 0'],
      'src/measure/differences/stair.ts': ['step: sign > 0 → sign >= 0'],
    },
  },
  {
    reason: 'It costs evaluations or time and changes no result.',
    titles: {
      'src/measure/differences/chebyshev.ts': [
        'bend: coefficients.length - 1 → coefficients.length',
        'bend: coefficients.length - 1 → coefficients.length + 1',
        'grid: grids.set(n, known); → nothing',
      ],
      'src/measure/differences/disturbance.ts': [
        'STEP_HALVINGS: 52 → 416',
        'PLACES.length: 52 → 416',
        'stepBetween: break; → nothing',
        'stepBetween: if (middle === from || middle === to) break; → nothing',
        'stepBetween: k < STEP_HALVINGS → k <= STEP_HALVINGS',
        'stepBetween: middle === from || middle === to → middle === from',
        'stepBetween: middle === from || middle === to → middle === to',
        'stepOf: before = t; → nothing',
        'stepOf: if (Number.isNaN(off(t))) return 0; → nothing',
        'stepOf: if (t === of.low || t === of.high) return 0; → nothing',
        'stepOf: t === of.low || t === of.high → t === of.high',
        'stepOf: t === of.low || t === of.high → t === of.low',
      ],
      'src/measure/differences/index.ts': ['LEVELS.all: 14 → 112', 'LEVELS.curvature: 12 → 96', 'LEVELS.edge: 20 → 160'],
      'src/measure/differences/stair.ts': ['BISECT_EXPONENT: 4 → 32', 'CONSTANT_PLACES.length: 10 → 80'],
      'src/measure/nearby.ts': [
        'subdifferential: region.slack > 1 ? survey(here, ray, slope, region) : undefined → survey(here, ray, slope, region)',
        'subdifferential: region.slack > 1 → region.slack >= 1',
      ],
    },
  },
  {
    reason: 'One draw more or less in a thousand, or another half of the draws, says the same.',
    titles: {
      'src/measure/spread.ts': ['around: draw < NEARBY_DRAWS → draw <= NEARBY_DRAWS'],
    },
  },
  {
    reason: 'The key of what is kept stays unique.',
    titles: {
      'src/measure/differences/chebyshev.ts': [
        'slopes: (2 * n + order) * (2 * EIGHTHS + 1) + place → (2 * n + order) * (2 * EIGHTHS + 1) - place',
        'slopes: 2 * n + order → 2 * n - order',
        'slopes: 2 * n → 2 / n',
      ],
    },
  },
  {
    reason: 'Another condition implies it.',
    titles: {
      'src/law/verdict.ts': [
        'compared: apart === 0 ? 0 : apart / bar → apart / bar',
        'unmeasured: kind && reasons[kind] → reasons[kind]',
        'compared: size === 0 || resolution === 0 ? DOUBLE_DIGITS : Math.min(DOUBLE_DIGITS, -Math.log10(resolution)) → Math.min(DOUBLE_DIGITS, -Math.log10(resolution))',
        'compared: size === 0 || resolution === 0 → resolution === 0',
        'compared: size === 0 || resolution === 0 → size === 0',
      ],
      'src/measure/differences/chebyshev.ts': [
        'ending: Math.ceil(from) → Math.floor(from)',
        'ending: n - quarter → n',
        'interpolate: j >= 0 && j <= n → j <= n',
      ],
      'src/measure/differences/index.ts': [
        'leansOn: best === undefined || best.fit.to >= best.r → best.fit.to >= best.r',
        'noiseAlong: size === 0 ? 0 : noiseBeside(lineOf(f, x, per(v, size), look)) → noiseBeside(lineOf(f, x, per(v, size), look))',
        "slope: if (!Number.isFinite(of.at(0))) return { ...unknown, left: unknown, right: unknown, kind: 'unresolved', noisy:… → nothing",
      ],
      'src/measure/differences/limit.ts': ['seenThroughRounding: k > KEPT && before → k > KEPT'],
      'src/measure/differences/search.ts': [
        'advance: search.settled || !search.plateau → !search.plateau',
        'drowned: best !== undefined && before !== undefined → before !== undefined',
        'outcome: disturbed.slice(0, 1).find(allOver) → disturbed.slice(0, 1).findLast(allOver)',
        'retreated: Math.max(low, -limit) → Math.max(-limit)',
        'retreated: Math.min(high, limit) → Math.min(limit)',
        'retreated: limit > beside && !hasValue(limit) → !hasValue(limit)',
        'widened: break; → nothing (3)',
        "widened: if ('hole' in fitted) break; → nothing",
      ],
      'src/measure/differences/stair.ts': ['hiddenSlope: degree === 0 ? 0 : noise → noise'],
      'src/measure/nearby.ts': [
        'ranged: low + high → high',
        'ranged: low + high → low',
        'ranged: low + high → low - high',
        'survey: NEAR_RADII.map((near) => Math.min(FURTHEST * NEAR_PART, Math.max(near, NEAREST_ROUNDINGS * region.rounding))) … → NEAR_RADII.map((near) => Math.min(FURTHEST * NEAR_PART, Math.max(near, NEAREST_ROUNDINGS * region.rounding)))',
        'survey: k - 1 → k + 1',
        "survey: range.kind === 'kink' ? { ...range, ...along, ...partial } : range → { ...range, ...along, ...partial }",
        'survey: smooth + 1 → 1',
        'survey: smooth + 1 → smooth',
        'wantedOf: here.variation ?? 0 → here.variation',
      ],
    },
  },
  {
    reason: 'A sign, or the size of a sum of either sign, is the same either way.',
    titles: {
      'src/measure/differences/central.ts': ['weights: 2 * sign → 2 / sign'],
      'src/measure/differences/chebyshev.ts': ['bend: second += weights[k]! * coefficients[k]! → second -= weights[k]! * coefficients[k]!'],
      'src/measure/spread.ts': [
        "around: most * rng.next() ** (manner === 'plain' ? 1 : GRADING) * rng.sign() → most * rng.next() ** (manner === 'plain' ? 1 : GRADING) / rng.sign()",
      ],
    },
  },
  {
    reason: 'Scaling by powers of two changes no digit, and shapes are seen in units of the scale.',
    titles: {
      'src/measure/differences/index.ts': ['derivative: false → true'],
      'src/measure/differences/line.ts': [
        'MOST_EXPONENT: 1021 → 128',
        'magnitude: Math.floor(Math.log2(largest)) → Math.ceil(Math.log2(largest))',
        'magnitude: Math.min(MOST_EXPONENT, Math.floor(Math.log2(largest))) → Math.min(Math.floor(Math.log2(largest)))',
      ],
    },
  },
  {
    reason: 'Another part of the bar is many times larger.',
    titles: {
      'src/measure/differences/central.ts': [
        'central: (Math.abs(high - low) + amplified) / unit + EPSILON * Math.abs(high / unit) → (Math.abs(high - low) + amplified) / unit',
        'central: high / unit → high * unit (2)',
      ],
      'src/measure/differences/glance.ts': [
        'estimateOf: (truncation + noise) / half ** order + EPSILON * Math.abs(value) → (truncation + noise) / half ** order',
        'estimateOf: (truncation + noise) / half ** order + EPSILON * Math.abs(value) → (truncation + noise) / half ** order - EPSILON * Math.abs(value)',
        'estimateOf: Math.abs(value) → value',
      ],
    },
  },
  {
    reason: 'Where this decides, both values are the same to a few roundings.',
    titles: {
      'src/law/verdict.ts': [
        'compared: Math.abs(claimed.value) → claimed.value (2)',
        'compared: Math.abs(measured.value) → measured.value (2)',
        'compared: Math.max(Math.abs(claimed.value), Math.abs(measured.value)) → Math.max(Math.abs(claimed.value))',
      ],
    },
  },
  {
    reason: 'Any seed, or the other half of the draws, will do.',
    titles: {
      'src/measure/nearby.ts': ['NEARBY_SEED: 11 → 1', 'NEARBY_SEED: 11 → 88'],
      'src/measure/spread.ts': ['around: rng.next() < 1 / 2 → rng.next() >= 1 / 2'],
    },
  },
  {
    reason: 'The bar must be smaller as well, and with louder noise it is not.',
    titles: {
      'src/measure/differences/search.ts': [
        'WIDER_NOISE: 4 → 32',
        'widened: WIDER_NOISE * best.fit.noise → WIDER_NOISE / best.fit.noise',
        "widened: fitted.ending === 'plateau' && fitted.noise <= WIDER_NOISE * best.fit.noise → fitted.ending === 'plateau'",
      ],
    },
  },
  {
    reason:
      'Bars and values stay right: what is looked at longer, or given up earlier, is found by the next interval or by one side. No function is known on which that shows.',
    titles: {
      'src/measure/differences/index.ts': [
        'edge: side.best && { step: side.best.r } → { step: side.best.r }',
        'slope: both.settled && !drowned(both) → both.settled',
        "slope: both.settled ? [start('left'), start('right')] : [left, right] → [left, right]",
        'slope: first.settled && of.coarse → of.coarse',
        'slope: first.settled ? undefined : first → first',
        'slope: if (missing !== undefined) return edge(start(opposite[missing])); → nothing',
      ],
      'src/measure/differences/search.ts': [
        'NARROW_ENOUGH: 1e-12 → (1e-12) * 8',
        'SHRINK_AIM: 0.25 → (0.25) / 8',
        'TRIED_ENOUGH: 3 → 1',
        'WIDE_ENOUGH: 1e-10 → (1e-10) / 8',
        'advance: search.best!.error < floor && search.trail.length > TRIED_ENOUGH → search.best!.error < floor',
        'advance: true → false',
        'looked: !plateau || asNoise.error < plateau.error → !plateau',
        "looked: fitted.ending === 'falling' && seen.error <= NARROW_ENOUGH * Math.abs(seen.value) → seen.error <= NARROW_ENOUGH * Math.abs(seen.value)",
        'widened: WIDE_ENOUGH * variation(best.fit) → WIDE_ENOUGH / variation(best.fit)',
      ],
      'src/measure/spread.ts': ['difference: Math.max(most, apart + mean.error + here.error) → Math.max(apart + mean.error + here.error)'],
    },
  },
  {
    reason: 'Of a line that is heard nowhere, the rounding of longer intervals is below that of the size that f has behind the step.',
    titles: {
      'src/measure/differences/index.ts': [
        'disturbances: rounding = Math.max(rounding, seen.level); → nothing',
        'disturbances: Math.max(rounding, seen.level) → Math.min(rounding, seen.level)',
        'disturbances: Math.max(rounding, seen.level) → Math.max(seen.level)',
        'disturbances: Math.max(rounding, seen.level) → Math.max(rounding)',
        'disturbances: Math.max(heard, rounding) → Math.max(heard)',
      ],
    },
  },
  {
    reason: 'Another condition implies it.',
    titles: {
      'src/check/excuses.ts': [
        'isRounding: if (gap > look.grain && !scatters) return false; → nothing',
        'isRounding: gap > look.grain → gap >= look.grain',
      ],
    },
  },
];
