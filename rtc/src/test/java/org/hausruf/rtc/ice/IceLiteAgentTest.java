package org.hausruf.rtc.ice;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.hausruf.rtc.stun.StunKey;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.stun.StunType;
import org.hausruf.rtc.stun.StunWriter;
import org.junit.jupiter.api.Test;

class IceLiteAgentTest {
    private static final IceCredentials OLD = new IceCredentials("AAold", "old password, 22 chars");
    private static final IceCredentials FRESH = new IceCredentials("AAnew", "new password, 22 chars");
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.7", 4711);
    private static final long NOW = Long.MAX_VALUE - 5; // wraps within every test
    private static final long LOW = 100;
    private static final long HIGH = 200;

    private final RecordingIceEvents out = new RecordingIceEvents();
    private final IceLiteAgent<String> agent = new IceLiteAgent<>(OLD, out);

    @Test
    void answersACheckAndFollowsItUntilThereIsANomination() {
        agent.check(plain(OLD, LOW), "wifi", SOURCE, NOW);

        assertThat(out.events).containsExactly("checked wifi", "selected wifi", "CONNECTED");
        StunMessage answer = out.sent.getFirst();
        assertThat(answer.type()).isEqualTo(StunType.SUCCESS);
        assertThat(answer.mappedAddress()).isEqualTo(SOURCE);
        assertThat(answer.signedWith(new StunKey(OLD.password()))).isTrue();
    }

    @Test
    void aNominationConnects() {
        agent.check(nominating(OLD, LOW), "wifi", SOURCE, NOW);

        assertThat(out.events).containsExactly("checked wifi", "selected wifi", "CONNECTED");
    }

    @Test
    void beforeANominationItFollowsWhatTheClientSendsOnAfterwardsTheNominationAlone() {
        agent.check(plain(OLD, HIGH), "wifi", SOURCE, NOW);
        agent.check(plain(OLD, LOW), "mobile", SOURCE, NOW);
        assertThat(agent.selected()).isEqualTo("wifi");

        agent.heard("mobile", NOW + 1);
        assertThat(agent.selected()).isEqualTo("mobile");

        agent.check(nominating(OLD, HIGH), "wifi", SOURCE, NOW + 2);
        agent.heard("mobile", NOW + 3);
        assertThat(agent.selected()).isEqualTo("wifi");
    }

    @Test
    void aNominationWinsOverAPathOfHigherPriorityThatHasNone() {
        agent.check(plain(OLD, HIGH), "wifi", SOURCE, NOW);
        agent.check(nominating(OLD, LOW), "mobile", SOURCE, NOW);

        assertThat(agent.selected()).isEqualTo("mobile");
    }

    @Test
    void anUnansweredRestartBeforeAnyNominationKeepsTheOldCredentials() {
        agent.check(plain(OLD, LOW), "wifi", SOURCE, NOW);
        agent.restart(FRESH);
        agent.check(plain(FRESH, LOW), "wifi", SOURCE, NOW + 1);

        assertThat(agent.check(plain(OLD, LOW), "wifi", SOURCE, NOW + 2)).isTrue();
    }

    @Test
    void aCheckFromSomebodyElsesAddressCountsForNothing() {
        out.foreign.add("neighbour");

        assertThat(agent.check(nominating(OLD, HIGH), "neighbour", SOURCE, NOW)).isTrue();

        assertThat(out.events).isEmpty();
        assertThat(out.sent).isEmpty();
        assertThat(agent.selected()).isNull();
    }

    @Test
    void nothingComesOfAWrongPasswordOrAnotherUfrag() {
        var forged = new IceCredentials(OLD.ufrag(), "guessed");

        assertThat(agent.check(nominating(forged, LOW), "attacker", SOURCE, NOW))
                .isFalse();
        assertThat(agent.check(nominating(FRESH, LOW), "attacker", SOURCE, NOW)).isFalse();

        assertThat(out.events).isEmpty();
        assertThat(out.sent).isEmpty();
    }

    @Test
    void aggressiveNominationSettlesOnTheHighestPriority() {
        agent.check(nominating(OLD, LOW), "mobile", SOURCE, NOW);
        agent.check(nominating(OLD, HIGH), "wifi", SOURCE, NOW);
        agent.check(nominating(OLD, LOW), "mobile", SOURCE, NOW + MILLISECONDS.toNanos(50));

        assertThat(agent.selected()).isEqualTo("wifi");
    }

    @Test
    void aNominatedPathTakesOverFromOneSilentForTwoSeconds() {
        agent.check(nominating(OLD, HIGH), "wifi", SOURCE, NOW);

        agent.heard("wifi", NOW + SECONDS.toNanos(1));
        agent.check(nominating(OLD, LOW), "mobile", SOURCE, NOW + SECONDS.toNanos(2));
        assertThat(agent.selected()).isEqualTo("wifi");

        agent.check(nominating(OLD, LOW), "mobile", SOURCE, NOW + SECONDS.toNanos(3));
        assertThat(agent.selected()).isEqualTo("mobile");
    }

    @Test
    void aBackupPathTakesOverOnlyFromADeadOne() {
        agent.check(nominating(OLD, LOW), "wifi", SOURCE, NOW);

        agent.check(plain(OLD, HIGH), "mobile", SOURCE, NOW + SECONDS.toNanos(3));
        assertThat(agent.selected()).isEqualTo("wifi");

        agent.check(plain(OLD, HIGH), "mobile", SOURCE, NOW + SECONDS.toNanos(5));
        assertThat(agent.selected()).isEqualTo("mobile");
    }

    @Test
    void silenceDisconnectsThenFailsAndACheckBringsItBack() {
        agent.check(nominating(OLD, LOW), "wifi", SOURCE, NOW);

        assertThat(agent.advance(NOW + SECONDS.toNanos(9))).isEqualTo(NOW + SECONDS.toNanos(10));
        assertThat(agent.state()).isEqualTo(IceState.CONNECTED);
        assertThat(agent.advance(NOW + SECONDS.toNanos(10))).isEqualTo(NOW + SECONDS.toNanos(15));
        assertThat(agent.state()).isEqualTo(IceState.DISCONNECTED);
        assertThat(agent.advance(NOW + SECONDS.toNanos(15))).isEqualTo(IceLiteAgent.NEVER);
        assertThat(agent.state()).isEqualTo(IceState.FAILED);

        agent.check(plain(OLD, LOW), "wifi", SOURCE, NOW + SECONDS.toNanos(20));
        assertThat(agent.state()).isEqualTo(IceState.CONNECTED);
    }

    @Test
    void aRestartKeepsTheOldPathUntilTheNewCredentialsNominate() {
        agent.check(nominating(OLD, HIGH), "wifi", SOURCE, NOW);
        agent.restart(FRESH);

        agent.check(nominating(OLD, HIGH), "wifi", SOURCE, NOW + 1);
        agent.check(plain(FRESH, LOW), "mobile", SOURCE, NOW + 2);
        assertThat(agent.selected()).isEqualTo("wifi");

        agent.check(nominating(FRESH, LOW), "mobile", SOURCE, NOW + 3);
        assertThat(agent.selected()).isEqualTo("mobile");
        assertThat(out.events).endsWith("selected mobile", "retired AAold", "forgotten wifi");
        assertThat(agent.check(nominating(OLD, HIGH), "wifi", SOURCE, NOW + 4)).isFalse();
    }

    @Test
    void aRestartOnTheSameAddressRetiresTheOldCredentials() {
        agent.check(nominating(OLD, LOW), "wifi", SOURCE, NOW);
        agent.restart(FRESH);

        agent.check(nominating(FRESH, LOW), "wifi", SOURCE, NOW + 1);

        assertThat(agent.selected()).isEqualTo("wifi");
        assertThat(out.events).endsWith("retired AAold").doesNotContain("forgotten wifi");
    }

    @Test
    void aRestartThatNeverReachedTheClientDoesNotCostItThePath() {
        var lost = new IceCredentials("AAlost", "lost password, 22 chars");
        agent.check(nominating(OLD, LOW), "wifi", SOURCE, NOW);
        agent.restart(lost);
        agent.restart(FRESH);

        assertThat(agent.check(nominating(OLD, LOW), "wifi", SOURCE, NOW + 1)).isTrue();
        assertThat(agent.check(nominating(lost, LOW), "wifi", SOURCE, NOW + 1)).isFalse();
        assertThat(agent.check(nominating(FRESH, LOW), "wifi", SOURCE, NOW + 2)).isTrue();
        assertThat(out.events).containsSubsequence("retired AAlost", "retired AAold");
    }

    @Test
    void aClientThatThinksItIsControlledIsToldOtherwise() {
        StunMessage check = message(StunWriter.request(new byte[12]).controlled(1), OLD);

        agent.check(check, "wifi", SOURCE, NOW);

        assertThat(out.sent.getFirst().errorCode()).isEqualTo(487);
        assertThat(out.events).isEmpty();
    }

    @Test
    void aFloodOfAddressesForgetsTheOldestAndKeepsTheSelected() {
        agent.check(nominating(OLD, LOW), "selected", SOURCE, NOW);
        for (int i = 0; i < IceLiteAgent.MAX_PATHS; i++) agent.check(plain(OLD, LOW), "port " + i, SOURCE, NOW + i);

        assertThat(agent.selected()).isEqualTo("selected");
        assertThat(out.events).contains("forgotten port 0").doesNotContain("forgotten selected");
    }

    private static StunMessage plain(IceCredentials to, long priority) {
        return message(StunWriter.request(new byte[12]).priority(priority), to);
    }

    private static StunMessage nominating(IceCredentials to, long priority) {
        return message(StunWriter.request(new byte[12]).priority(priority).useCandidate(), to);
    }

    private static StunMessage message(StunWriter writer, IceCredentials to) {
        return Objects.requireNonNull(
                StunMessage.parse(writer.username(to.ufrag() + ":them").signed(new StunKey(to.password()))));
    }
}
