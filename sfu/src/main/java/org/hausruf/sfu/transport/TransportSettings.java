package org.hausruf.sfu.transport;

/// What a transport is made with.
///
/// @param name says in the log whose transport this is: ids only, such as `PA_x subscriber`
public record TransportSettings(String name) {}
