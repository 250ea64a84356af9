/// The REST interface: reads a request, asks `bridge` or `office`, writes JSON or a problem document.
///
/// A controller checks only that the request has the right form; what a value may be, and whether this caller may do
/// it, office says. Views are records in the documents' words; ids travel as text.
@NullMarked
package org.hausruf.server.rest;

import org.jspecify.annotations.NullMarked;
