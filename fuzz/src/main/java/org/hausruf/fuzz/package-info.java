/// What all fuzz targets share: reading an input piece by piece, saying what must hold, and the seeds.
///
/// A target is a class with `fuzzerTestOneInput(byte[])`, named in `fuzz/targets`. Jazzer finds inputs for it and the
/// tests replay those in `fuzz/corpus`. Deliberately absent: Jazzer's own types, so that a replay needs none of it.
@NullMarked
package org.hausruf.fuzz;

import org.jspecify.annotations.NullMarked;
