package org.hausruf.office;

import org.jspecify.annotations.Nullable;

/// On whose behalf a unit of work runs. Bound once at the edge, read where a transaction opens. Immutable.
///
/// @param user set for [Actor#USER] and [Actor#ADMIN] only
/// @param invite set for [Actor#GUEST], where the guest holds one
public record Caller(
        TenantId tenant, @Nullable UserId user, @Nullable InviteId invite, Actor actor) {
    private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

    public Caller {
        var signedIn = actor == Actor.USER || actor == Actor.ADMIN;
        if (signedIn != (user != null)) throw new IllegalArgumentException("a user is named exactly for " + actor);
        if (invite != null && actor != Actor.GUEST) throw new IllegalArgumentException("an invite is a guest's");
    }

    public static Caller user(TenantId tenant, UserId user) {
        return new Caller(tenant, user, null, Actor.USER);
    }

    public static Caller admin(TenantId tenant, UserId user) {
        return new Caller(tenant, user, null, Actor.ADMIN);
    }

    /// Anybody who looks at the tenant's branding without an invite.
    public static Caller visitor(TenantId tenant) {
        return new Caller(tenant, null, null, Actor.GUEST);
    }

    public static Caller guest(TenantId tenant, InviteId invite) {
        return new Caller(tenant, null, invite, Actor.GUEST);
    }

    public static Caller system(TenantId tenant) {
        return new Caller(tenant, null, null, Actor.SYSTEM);
    }

    /// Who the running work is for.
    ///
    /// @throws IllegalStateException where nobody is bound: a mistake in the program
    public static Caller current() {
        if (!CURRENT.isBound()) throw new IllegalStateException("no caller is bound to this work");
        return CURRENT.get();
    }

    /// The same, if it is an admin.
    ///
    /// @return or [Refusal.NotAllowed]
    public static Result<Caller> currentAdmin() {
        var caller = current();
        return caller.actor == Actor.ADMIN ? Result.ok(caller) : Result.refused(new Refusal.NotAllowed());
    }

    /// The signed-in user that this is.
    ///
    /// @throws IllegalStateException for a guest or the system
    public UserId requireUser() {
        if (user == null) throw new IllegalStateException("this work needs a signed-in user, not " + actor);
        return user;
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /// @throws X what the work throws
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }
}
