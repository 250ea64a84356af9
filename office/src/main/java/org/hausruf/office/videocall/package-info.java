/// A meeting's life: draft, active, ended or expired; and who was in it when.
///
/// [VideoCalls] is the host's side, [Planning] what becomes of calls for a time to come. [Attendance] writes what the
/// media engine reports, never what a client claims; [Closing] is the job that ends and expires. Times of arrival and
/// leaving come in as arguments. No engine in here: who calls these closes the room.
@NullMarked
package org.hausruf.office.videocall;

import org.jspecify.annotations.NullMarked;
