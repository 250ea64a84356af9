// A stranger to LiveKit's SDKs against a LiveKit-protocol server: pion's WebRTC and signalling of its own.
//
// Needs LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET and CONFORMANCE_ROOM, with nobody else in it. Says one line per feature: its name, tab, "ok" or why not.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"
)

const (
	audio = webrtc.RTPCodecTypeAudio
	video = webrtc.RTPCodecTypeVideo
)

// Two who publish and subscribe, each with the one SRTP profile it offers: what one sends goes out by the other's.
type conformance struct {
	gcm, cm *peer
	sids    map[*peer]map[webrtc.RTPCodecType]string
	failed  bool
}

func main() {
	c := &conformance{sids: map[*peer]map[webrtc.RTPCodecType]string{}}
	c.feature("no token, a forged or an expired one: 401", c.refused)
	c.feature("join with AEAD_AES_128_GCM alone, answer setup:active", func() (err error) {
		c.gcm, err = join(settings{
			identity: "gcm", profile: dtls.SRTP_AEAD_AES_128_GCM, role: webrtc.DTLSRoleClient, autoSubscribe: true,
		})
		return err
	})
	c.feature("join with AES_CM_128_HMAC_SHA1_80 alone, answer setup:passive", func() (err error) {
		c.cm, err = join(settings{
			identity: "cm", profile: dtls.SRTP_AES128_CM_HMAC_SHA1_80, role: webrtc.DTLSRoleServer, autoSubscribe: true,
		})
		return err
	})
	if c.gcm != nil && c.cm != nil {
		c.together()
	}
	if c.failed {
		os.Exit(1)
	}
}

func (c *conformance) together() {
	c.feature("publish Opus and VP8", c.publish)
	if c.failed {
		return
	}
	c.feature("Opus: whole, in order, GCM to CM and back", func() error { return c.flows(audio, 100, 960) })
	c.feature("VP8: whole, in order, GCM to CM and back", func() error { return c.flows(video, 100, 3000) })
	c.feature("sender and receiver reports, transport-wide feedback", c.reports)
	c.feature("lost on the way in: asked for with NACK", c.lost)
	c.feature("NACK of a subscriber: answered by RTX", c.nack)
	c.feature("PLI: forwarded to the publisher, and none unasked", c.pli)
	c.feature("data, reliable, both ways", func() error { return c.data(true, 500) })
	c.feature("data, lossy, both ways", func() error { return c.data(false, 501) })
	c.feature("data in many packets, both ways", func() error { return c.data(true, 60_000) })
	c.feature("data to one participant goes to no other", c.addressed)
	c.feature("mute and unmute are told", c.mute)
	c.feature("subscribe and unsubscribe by hand", c.subscribe)
	c.feature("simulcast by rid: each layer when asked for", func() error { return c.layers(byRid) })
	c.feature("simulcast by SSRC group: each layer when asked for", func() error { return c.layers(bySsrc) })
	c.feature("leave is told", c.leave)
}

func (c *conformance) refused() error {
	secret, soon := os.Getenv("LIVEKIT_API_SECRET"), time.Now().Add(time.Hour)
	for what, bad := range map[string]string{
		"none":    "",
		"forged":  token("mallory", strings.Repeat("x", len(secret)), soon),
		"expired": token("mallory", secret, time.Now().Add(-time.Hour)),
	} {
		socket, response, err := dial(bad, "")
		switch {
		case err == nil:
			_ = socket.CloseNow()
			return fmt.Errorf("%s: not refused", what)
		case response == nil:
			return fmt.Errorf("%s: %w", what, err)
		case response.StatusCode != http.StatusUnauthorized:
			return fmt.Errorf("%s: %d", what, response.StatusCode)
		}
	}
	return nil
}

func (c *conformance) pairs() [][2]*peer { return [][2]*peer{{c.gcm, c.cm}, {c.cm, c.gcm}} }

func (c *conformance) publish() error {
	for _, p := range []*peer{c.gcm, c.cm} {
		c.sids[p] = map[webrtc.RTPCodecType]string{}
		for _, kind := range []webrtc.RTPCodecType{audio, video} {
			sid, err := p.publish(kind)
			if err != nil {
				return err
			}
			c.sids[p][kind] = sid
		}
	}
	for _, pair := range c.pairs() {
		from, to := pair[0], pair[1]
		err := to.await("both tracks of "+from.identity, func() bool {
			return to.tracks[c.sids[from][audio]] != nil && to.tracks[c.sids[from][video]] != nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *conformance) flows(kind webrtc.RTPCodecType, packets int, tick uint32) error {
	for _, pair := range c.pairs() {
		from, to := pair[0], pair[1]
		track := to.track(c.sids[from][kind])
		var gap error // one may be on its way again
		err := to.await("packets in order", func() bool {
			gap = track.continuous(tick)
			return track.broken > 0 || gap == nil && len(track.packets) >= packets
		})
		to.mu.Lock()
		err = errors.Join(err, gap)
		to.mu.Unlock()
		if err != nil {
			return fmt.Errorf("%s to %s: %w", from.identity, to.identity, err)
		}
	}
	return nil
}

func (c *conformance) reports() error {
	for _, pair := range c.pairs() {
		from, to := pair[0], pair[1]
		track := to.track(c.sids[from][video])
		err := errors.Join(
			to.await("sender reports", func() bool { return track.reports > 0 }),
			from.await("receiver reports of both its streams", func() bool { return len(from.reports) >= 2 }),
			from.await("transport-wide feedback", func() bool { return from.feedback > 0 }))
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *conformance) lost() error {
	for _, pair := range c.pairs() {
		from, to := pair[0], pair[1]
		track := to.track(c.sids[from][video])
		from.loss.lose(3)
		if err := from.await("loss", from.loss.over); err != nil {
			return err
		}
		to.mu.Lock()
		until := len(track.packets) + 30
		to.mu.Unlock()
		err := to.await("packets without a gap", func() bool {
			return len(track.packets) >= until && track.continuous(3000) == nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *conformance) nack() error {
	for _, pair := range c.pairs() {
		from, to := pair[0], pair[1]
		track := to.track(c.sids[from][video])
		to.mu.Lock()
		asked := track.packets[len(track.packets)-5]
		to.mu.Unlock()
		err := to.subscriber.WriteRTCP([]rtcp.Packet{&rtcp.TransportLayerNack{
			MediaSSRC: uint32(track.ssrc),
			Nacks:     []rtcp.NackPair{{PacketID: asked.sequence}},
		}})
		if err != nil {
			return err
		}
		err = to.await("retransmission", func() bool {
			number, ok := track.resent[asked.sequence]
			return ok && number == asked.number
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *conformance) pli() error {
	from, to := c.gcm, c.cm
	track := to.track(c.sids[from][video])
	from.mu.Lock()
	before := from.plis
	from.mu.Unlock()
	to.mu.Lock()
	until := len(track.packets) + 60
	to.mu.Unlock()
	if err := to.await("two seconds of video", func() bool { return len(track.packets) >= until }); err != nil {
		return err
	}
	from.mu.Lock()
	unasked := from.plis - before
	from.mu.Unlock()
	if unasked > 0 {
		return fmt.Errorf("%d PLIs that nobody sent", unasked)
	}
	err := to.subscriber.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: uint32(track.ssrc)}})
	if err != nil {
		return err
	}
	return errors.Join(
		from.await("PLI", func() bool { return from.plis > before }),
		to.await("keyframe", func() bool {
			for _, p := range track.packets[until:] {
				if p.number&keyframe != 0 {
					return true
				}
			}
			return false
		}))
}

func (c *conformance) data(reliable bool, size int) error {
	for _, pair := range c.pairs() {
		from, to := pair[0], pair[1]
		channel := from.lossy
		if reliable {
			channel = from.reliable
		}
		payload := filled(nil, size, uint64(size))
		if err := from.sendData(channel, payload); err != nil {
			return err
		}
		err := to.await(fmt.Sprintf("%d bytes by %s", size, channel.Label()), func() bool {
			return to.has(channel.Label(), from.identity, payload)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Whether a message came as it was sent, and only by the channel it was sent on; call it locked.
func (p *peer) has(channel, sender string, payload []byte) bool {
	found := false
	for _, in := range p.inbox {
		if bytes.Equal(in.packet.nested(2).bytes(2), payload) {
			if in.channel != channel || in.packet.text(4) != sender || in.packet.nested(2).text(4) != "conformance" {
				return false
			}
			found = true
		}
	}
	return found
}

func (c *conformance) addressed() error {
	secret, after := []byte("for cm alone"), []byte("for all")
	third, err := join(settings{identity: "third", profile: dtls.SRTP_AEAD_AES_128_GCM})
	if err != nil {
		return err
	}
	defer third.close()
	if err := errors.Join(c.gcm.sendData(c.gcm.reliable, secret, "cm"), c.gcm.sendData(c.gcm.reliable, after)); err != nil {
		return err
	}
	err = errors.Join(
		c.cm.await("its message", func() bool { return c.cm.has("_reliable", "gcm", secret) }),
		third.await("the message for all", func() bool { return third.has("_reliable", "gcm", after) }))
	third.mu.Lock()
	defer third.mu.Unlock()
	if third.has("_reliable", "gcm", secret) {
		return errors.New("another got it too")
	}
	return err
}

func (c *conformance) mute() error {
	sid := c.sids[c.gcm][audio]
	for _, muted := range []bool{true, false} {
		if err := c.gcm.send(nested(requestMute, text(1, sid), flag(2, muted))); err != nil {
			return err
		}
		err := c.cm.await("ParticipantUpdate", func() bool {
			for _, track := range c.cm.participants["gcm"].all(4) {
				if track.text(1) == sid {
					return track.has(4) == muted
				}
			}
			return false
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *conformance) subscribe() error {
	p, err := join(settings{identity: "by-hand", profile: dtls.SRTP_AES128_CM_HMAC_SHA1_80})
	if err != nil {
		return err
	}
	defer p.close()
	p.mu.Lock()
	unasked := len(p.tracks)
	p.mu.Unlock()
	if unasked > 0 {
		return fmt.Errorf("%d tracks that it did not ask for", unasked)
	}
	sid := c.sids[c.gcm][video]
	if err := p.send(nested(requestSubscription, text(1, sid), flag(2, true))); err != nil {
		return err
	}
	if err := p.await("packets", func() bool { return p.tracks[sid] != nil && len(p.tracks[sid].packets) > 30 }); err != nil {
		return err
	}
	if err := p.send(nested(requestSubscription, text(1, sid), flag(2, false))); err != nil {
		return err
	}
	return p.await("an offer without the track", func() bool { return !strings.Contains(p.lastOffer, sid) })
}

func (c *conformance) leave() error {
	if err := c.gcm.leave(); err != nil {
		return err
	}
	err := c.cm.await("ParticipantUpdate", func() bool { return c.cm.participants["gcm"].integer(3) == 3 })
	c.gcm.close()
	return errors.Join(err, c.cm.leave(), c.cm.await("the end of its own", func() bool { return c.cm.left }))
}

func (c *conformance) feature(name string, run func() error) {
	result := "ok"
	if err := run(); err != nil {
		c.failed = true
		result = strings.Join(strings.Fields(err.Error()), " ")
	}
	fmt.Printf("%s\t%s\n", name, result)
}
