/// What one media packet costs, measured with JMH. Run by `bench/run packets`.
@NullMarked
package org.hausruf.bench.packets;

import org.jspecify.annotations.NullMarked;
