/// Browsers in which a user wants to be told of calls while no page of ours is open.
///
/// Kept per sign-in, which they do not outlive. What is sent there, and how, is the server's business: no HTTP and no
/// encryption in here.
@NullMarked
package org.hausruf.office.push;

import org.jspecify.annotations.NullMarked;
