package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"google.golang.org/protobuf/encoding/protowire"
)

const (
	byRid  = "rid"
	bySsrc = "ssrc"

	ridExtension = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
	midExtension = "urn:ietf:params:rtp-hdrext:sdes:mid"

	// Numbers of packets of a layer say which, above all that they count.
	layerBit       = 40
	descriptorSize = 6
)

var rids = []string{"q", "h", "f"}

func layerOf(number uint64) int { return int(number>>layerBit) - 1 }

func pictureOf(payload []byte) uint16 {
	if len(payload) < descriptorSize || payload[0]&0x80 == 0 {
		return 0
	}
	return binary.BigEndian.Uint16(payload[2:]) & 0x7fff
}

// The numbers in the descriptor are the receiver's own, so they may be others than were sent.
func wholeLayered(payload []byte, number uint64) bool {
	return len(payload) > descriptorSize && bytes.Equal(payload[descriptorSize:], layeredPayload(number, 0)[descriptorSize:])
}

// One packet, one frame, with all the numbers that VP8 has (RFC 7741).
func layeredPayload(number uint64, picture uint16) []byte {
	payload := []byte{0x90, 0xf0, byte(picture>>8) | 0x80, byte(picture), byte(picture), 1, 0x10, 0, 0, 0x9d, 1, 0x2a, 64, 1, 240, 0}
	if number&keyframe == 0 {
		payload[descriptorSize] |= 1
	}
	return filled(payload, 300*(1+layerOf(number)), number)
}

// A camera in three layers, which are named by RTP stream ids or, as older clients do, by an SSRC group.
type layers struct {
	sender  *webrtc.RTPSender
	section *webrtc.RTPTransceiver
	tracks  []*webrtc.TrackLocalStaticRTP
	asked   []chan struct{}
	named   string
	over    <-chan struct{}
	midExt  uint8
	ridExt  uint8
}

func (p *peer) publishLayers(named string) (string, error) {
	id := p.identity + "-" + named
	request := append(text(1, id), text(2, named)...)
	for field, value := range map[int]uint64{3: 1, 4: 640, 5: 360, 8: 1} {
		request = append(request, integer(protowire.Number(field), value)...)
	}
	for quality := range uint64(3) {
		request = append(request,
			nested(9, integer(1, quality), integer(2, 160<<quality), integer(3, 90<<quality))...)
	}
	if err := p.send(nested(requestAddTrack, request)); err != nil {
		return "", err
	}
	l, err := p.addLayers(id, named)
	if err != nil {
		return "", err
	}
	if named == bySsrc {
		p.rewrite = l.withoutRids
	}
	err = p.negotiate()
	p.rewrite = nil
	if err != nil {
		return "", err
	}
	l.begin()
	err = p.await("TrackPublishedResponse", func() bool { return p.published[id] != "" })
	return p.published[id], err
}

func (p *peer) addLayers(id, named string) (*layers, error) {
	l := &layers{named: named, over: p.over}
	capability := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90_000}
	for _, rid := range rids {
		track, err := webrtc.NewTrackLocalStaticRTP(capability, id, p.identity, webrtc.WithRTPStreamID(rid))
		if err != nil {
			return nil, err
		}
		l.tracks = append(l.tracks, track)
		l.asked = append(l.asked, make(chan struct{}, 1))
	}
	transceiver, err := p.publisher.AddTransceiverFromTrack(
		l.tracks[0], webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	if err != nil {
		return nil, err
	}
	l.sender, l.section = transceiver.Sender(), transceiver
	for _, track := range l.tracks[1:] {
		if err := l.sender.AddEncoding(track); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// The offer as clients without RTP stream ids make it.
func (l *layers) withoutRids(offer string) string {
	var lines []string
	for _, line := range strings.Split(offer, "\r\n") {
		if strings.HasPrefix(line, "a=rid:") {
			continue
		}
		if strings.HasPrefix(line, "a=simulcast:") {
			line = "a=ssrc-group:SIM"
			for _, encoding := range l.sender.GetParameters().Encodings {
				line += fmt.Sprintf(" %d", encoding.SSRC)
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\r\n")
}

func (l *layers) begin() {
	parameters := l.sender.GetParameters()
	for _, extension := range parameters.HeaderExtensions {
		switch extension.URI {
		case midExtension:
			l.midExt = uint8(extension.ID)
		case ridExtension:
			l.ridExt = uint8(extension.ID)
		}
	}
	for i, rid := range rids {
		go l.control(i, rid)
	}
	go l.send()
}

func (l *layers) control(layer int, rid string) {
	for {
		packets, _, err := l.sender.ReadSimulcastRTCP(rid)
		if err != nil {
			return
		}
		for _, packet := range packets {
			if _, ok := packet.(*rtcp.PictureLossIndication); ok {
				select {
				case l.asked[layer] <- struct{}{}:
				default:
				}
			}
		}
	}
}

// Each layer counts packets, time and pictures from somewhere else.
func (l *layers) send() {
	ticks := time.NewTicker(33 * time.Millisecond)
	defer ticks.Stop()
	for n := uint64(0); ; n++ {
		select {
		case <-l.over:
			return
		case <-ticks.C:
		}
		for i, track := range l.tracks {
			number := uint64(i+1)<<layerBit | n<<flagBits
			select {
			case <-l.asked[i]:
				number |= keyframe
			default:
			}
			header := rtp.Header{
				Version: 2, Marker: true,
				SequenceNumber: uint16(65_500 + n + 9_000*uint64(i)),
				Timestamp:      uint32(n*3000 + 1_000_000_000*uint64(i)),
			}
			if l.named == byRid {
				_ = header.SetExtension(l.midExt, []byte(l.section.Mid()))
				_ = header.SetExtension(l.ridExt, []byte(rids[i]))
			}
			payload := layeredPayload(number, uint16(32_700+n+5_000*uint64(i))&0x7fff)
			_ = track.WriteRTP(&rtp.Packet{Header: header, Payload: payload})
		}
	}
}

func (c *conformance) layers(named string) error {
	sid, err := c.gcm.publishLayers(named)
	if err != nil {
		return err
	}
	to := c.cm
	if err := to.await("the track", func() bool { return to.tracks[sid] != nil }); err != nil {
		return err
	}
	track := to.track(sid)
	for _, layer := range []int{2, 0, 1, 2, 1, 0} {
		if err := to.send(nested(requestTrackSetting, text(1, sid), integer(4, uint64(layer)))); err != nil {
			return err
		}
		err := to.await(fmt.Sprintf("layer %d", layer), func() bool {
			seen := len(track.packets)
			return seen > 0 && layerOf(track.packets[seen-1].number) == layer
		})
		if err != nil {
			return err
		}
	}
	to.mu.Lock()
	defer to.mu.Unlock()
	return track.unbroken()
}
