package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
)

// Payloads say their own number at their end, so who receives one can tell whether it is whole.
const (
	numberSize   = 8
	startOfFrame = 1
	keyframe     = 2
	flagBits     = 2
)

func audioPayload(number uint64) []byte {
	return filled(nil, 60, number)
}

// A VP8 packet (RFC 7741): the descriptor, on a frame's first packet its header, then noise.
func videoPayload(number uint64) []byte {
	switch {
	case number&keyframe != 0:
		return filled([]byte{0x10, 0x10, 0, 0, 0x9d, 1, 0x2a, 64, 1, 240, 0}, 900, number)
	case number&startOfFrame != 0:
		return filled([]byte{0x10, 0x11, 0, 0}, 900, number)
	default:
		return filled([]byte{0}, 900, number)
	}
}

func filled(payload []byte, size int, number uint64) []byte {
	noise := rand.New(rand.NewPCG(number, 1))
	for len(payload) < size-numberSize {
		payload = append(payload, byte(noise.Uint32()))
	}
	return binary.BigEndian.AppendUint64(payload, number)
}

func whole(kind webrtc.RTPCodecType, payload []byte) (uint64, bool) {
	if len(payload) < numberSize {
		return 0, false
	}
	number := binary.BigEndian.Uint64(payload[len(payload)-numberSize:])
	if layerOf(number) >= 0 {
		return number, wholeLayered(payload, number)
	}
	if kind == webrtc.RTPCodecTypeAudio {
		return number, bytes.Equal(payload, audioPayload(number))
	}
	return number, bytes.Equal(payload, videoPayload(number))
}

func sendAudio(track *webrtc.TrackLocalStaticRTP, over <-chan struct{}) {
	ticks := time.NewTicker(20 * time.Millisecond)
	defer ticks.Stop()
	for n := uint64(0); ; n++ {
		select {
		case <-over:
			return
		case <-ticks.C:
		}
		header := rtp.Header{Version: 2, SequenceNumber: uint16(65_500 + n), Timestamp: uint32(n * 960), Marker: n == 0}
		_ = track.WriteRTP(&rtp.Packet{Header: header, Payload: audioPayload(n)})
	}
}

// Two packets a frame, a keyframe whenever one is asked for.
func sendVideo(track *webrtc.TrackLocalStaticRTP, asked <-chan struct{}, over <-chan struct{}) {
	ticks := time.NewTicker(33 * time.Millisecond)
	defer ticks.Stop()
	for n := uint64(0); ; n += 2 {
		flags := uint64(startOfFrame)
		select {
		case <-over:
			return
		case <-ticks.C:
		}
		select {
		case <-asked:
			flags |= keyframe
		default:
		}
		header := rtp.Header{Version: 2, SequenceNumber: uint16(65_500 + n), Timestamp: uint32(n / 2 * 3000)}
		_ = track.WriteRTP(&rtp.Packet{Header: header, Payload: videoPayload(n<<flagBits | flags)})
		header.SequenceNumber++
		header.Marker = true
		_ = track.WriteRTP(&rtp.Packet{Header: header, Payload: videoPayload((n + 1) << flagBits)})
	}
}

// What came of one track.
type received struct {
	kind    webrtc.RTPCodecType
	ssrc    webrtc.SSRC
	packets []packet
	resent  map[uint16]uint64 // number by sequence number, of what came by RTX
	broken  int
	reports int // sender reports
}

type packet struct {
	sequence  uint16
	timestamp uint32
	number    uint64
	picture   uint16 // of layers
	at        time.Time
}

// Whether packets came one after the other, none missing, and at the pace they were sent.
func (r *received) continuous(tick uint32) error {
	if r.broken > 0 {
		return fmt.Errorf("%d payloads were changed", r.broken)
	}
	for i := 1; i < len(r.packets); i++ {
		last, next := r.packets[i-1], r.packets[i]
		switch {
		case next.sequence != last.sequence+1:
			return fmt.Errorf("sequence number %d after %d", next.sequence, last.sequence)
		case r.kind == webrtc.RTPCodecTypeAudio && next.number != last.number+1:
			return fmt.Errorf("audio packet %d after %d", next.number, last.number)
		case r.kind == webrtc.RTPCodecTypeVideo && next.number>>flagBits != last.number>>flagBits+1:
			return fmt.Errorf("video packet %d after %d", next.number>>flagBits, last.number>>flagBits)
		}
		elapsed := uint32(next.number-last.number) * tick
		if r.kind == webrtc.RTPCodecTypeVideo {
			elapsed = uint32(next.number>>flagBits/2-last.number>>flagBits/2) * tick
		}
		if next.timestamp-last.timestamp != elapsed {
			return fmt.Errorf("timestamp grew by %d, sent was %d", next.timestamp-last.timestamp, elapsed)
		}
	}
	return nil
}

// Whether packets of changing layers came as one stream of one encoder.
func (r *received) unbroken() error {
	if r.broken > 0 {
		return fmt.Errorf("%d payloads were changed", r.broken)
	}
	for i := 1; i < len(r.packets); i++ {
		last, next := r.packets[i-1], r.packets[i]
		pictures, ticks := (next.picture-last.picture)&0x7fff, int32(next.timestamp-last.timestamp)
		most := 90_000 + 90*int32(max(0, next.at.Sub(last.at).Milliseconds())) // a machine that stood still goes on later
		switch {
		case next.sequence != last.sequence+1:
			return fmt.Errorf("sequence number %d after %d", next.sequence, last.sequence)
		case layerOf(next.number) != layerOf(last.number) && next.number&keyframe == 0:
			return fmt.Errorf("layer %d begins without a keyframe", layerOf(next.number))
		case pictures > 1:
			return fmt.Errorf("picture %d after %d", next.picture, last.picture)
		case (pictures == 0) != (ticks == 0), ticks < 0, ticks > most:
			return fmt.Errorf("timestamp grew by %d over %d pictures", ticks, pictures)
		}
	}
	return nil
}

// Adds a packet in its place: a retransmission comes late.
func (r *received) add(p packet) {
	at := len(r.packets)
	for at > 0 && int16(p.sequence-r.packets[at-1].sequence) < 0 {
		at--
	}
	if at > 0 && r.packets[at-1].sequence == p.sequence {
		return
	}
	r.packets = append(r.packets, packet{})
	copy(r.packets[at+1:], r.packets[at:])
	r.packets[at] = p
}

// A wire that loses the first sending of packets; below the NACK responder, so what is asked for again gets through.
type losses struct {
	interceptor.NoOp
	mu   sync.Mutex
	next int
}

func (l *losses) NewInterceptor(string) (interceptor.Interceptor, error) { return l, nil }

func (l *losses) lose(packets int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next = packets
}

func (l *losses) over() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.next == 0
}

func (l *losses) BindLocalStream(info *interceptor.StreamInfo, writer interceptor.RTPWriter) interceptor.RTPWriter {
	if info.MimeType != webrtc.MimeTypeVP8 {
		return writer
	}
	return interceptor.RTPWriterFunc(func(h *rtp.Header, payload []byte, a interceptor.Attributes) (int, error) {
		l.mu.Lock()
		lost := h.SSRC == info.SSRC && l.next > 0
		if lost {
			l.next--
		}
		l.mu.Unlock()
		if lost {
			return len(payload), nil
		}
		return writer.Write(h, payload, a)
	})
}
