package org.hausruf.office.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Result;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Calls.NewCall;
import org.hausruf.office.user.User;

/// More people for Anna's office than the sample has, and short words for what they do.
final class Colleagues {
    private final OfficeFixture fixture;
    final Calls calls;

    Colleagues(OfficeFixture fixture) {
        this.fixture = fixture;
        this.calls = fixture.office.calls();
    }

    /// People of Anna's office with these names; made by the system, as a set-up would.
    List<User> hire(String... names) {
        return Stream.of(names).map(this::hire).toList();
    }

    User hire(String name) {
        var tenant = fixture.anna.tenant();
        var id = new UserId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
        var user = new User(id, tenant, new EmailAddress(name + "@sot.example"), name, User.Role.MEMBER);
        fixture.database
                .transactions()
                .runAs(
                        Caller.system(tenant),
                        sql -> sql.sql(
                                        "insert into users (id, tenant_id, email, display_name, role) values (?, ?, ?, ?, 'member')")
                                .params(id.value(), tenant.value(), user.email().value(), name)
                                .update());
        return user;
    }

    <T> T as(User user, Callable<T> work) {
        return fixture.as(user, work);
    }

    Result<Call> ring(User from, User to) {
        return as(from, () -> calls.initiate(new NewCall(to.id(), Media.AUDIO, null)));
    }

    /// One that rings.
    Call ringing(User from, User to) {
        return ring(from, to).orThrow();
    }

    /// One that was taken.
    Call talking(User from, User to) {
        var call = ringing(from, to);
        return accept(to, call).orThrow();
    }

    Result<Call> accept(User user, Call call) {
        return as(user, () -> calls.accept(call.id()));
    }

    Result<Call> decline(User user, Call call) {
        return as(user, () -> calls.decline(call.id()));
    }

    Result<Call> cancel(User user, Call call) {
        return as(user, () -> calls.cancel(call.id()));
    }

    Result<Call> end(User user, Call call) {
        return as(user, () -> calls.end(call.id()));
    }

    /// What is ended now, as it has rung long enough.
    List<Call> expire(Instant now) {
        var ended = new ArrayList<Call>();
        calls.expire(now, ended::add);
        return ended;
    }

    List<Call> log(User user) {
        return as(user, () -> calls.log(LogFilter.all(100)).orThrow()).items();
    }

    List<Call> live(User user) {
        return as(user, calls::live);
    }

    int missed(User user) {
        return as(user, calls::missed);
    }
}
