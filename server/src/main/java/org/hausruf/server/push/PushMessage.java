package org.hausruf.server.push;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hausruf.office.Language;
import org.hausruf.office.Secret;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.EndReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What one browser is told about one call. The service worker (`web/apps/app/src/worker`) reads it.
///
/// @param until what comes later than that is of no use
record PushMessage(Call call, Map<String, String> members, Instant until) {
    private static final JsonMapper JSON = new JsonMapper();

    static PushMessage rings(Call call, Language language, Secret answer) {
        var members = members("incoming-call", call, language);
        members.put("media", call.media().slug());
        members.put("ringUntil", call.ringUntil().toString());
        members.put("answerSecret", answer.value());
        return new PushMessage(call, members, call.ringUntil());
    }

    /// @param reason null: somebody has answered
    static PushMessage over(Call call, @Nullable EndReason reason, Language language, Instant now) {
        var members = members("call-over", call, language);
        members.put("reason", reason == null ? "answered" : reason.slug());
        var worth = reason == EndReason.NO_ANSWER || reason == EndReason.CANCELLED ? Limits.MISSED : Limits.OVER;
        return new PushMessage(call, members, now.plus(worth));
    }

    private static Map<String, String> members(String type, Call call, Language language) {
        var members = new LinkedHashMap<String, String>();
        members.put("type", type);
        members.put("callId", call.id().toString());
        members.put("fromName", call.fromName());
        members.put("language", language.tag());
        return members;
    }

    byte[] bytes() {
        return JSON.writeValueAsBytes(members);
    }

    /// By which a message that has not arrived yet is replaced by the next about the same call (RFC 8030 §5.4).
    String topic() {
        var id = call.id().value();
        var bytes = ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
