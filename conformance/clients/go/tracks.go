package main

import (
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"
)

// Publishes under a client id that is the SDP's track id, and answers its sid.
func (p *peer) publish(kind webrtc.RTPCodecType) (string, error) {
	id := p.identity + "-" + kind.String()
	capability := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48_000, Channels: 2}
	source, trackType := uint64(2), uint64(0)
	if kind == webrtc.RTPCodecTypeVideo {
		capability = webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90_000}
		source, trackType = 1, 1
	}
	track, err := webrtc.NewTrackLocalStaticRTP(capability, id, p.identity)
	if err != nil {
		return "", err
	}
	request := nested(requestAddTrack,
		text(1, id), text(2, kind.String()), integer(3, trackType), integer(4, 320), integer(5, 240), integer(8, source))
	if err := p.send(request); err != nil {
		return "", err
	}
	transceiver, err := p.publisher.AddTransceiverFromTrack(
		track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	if err != nil {
		return "", err
	}
	if err := p.negotiate(); err != nil {
		return "", err
	}
	go p.control(transceiver.Sender())
	if kind == webrtc.RTPCodecTypeAudio {
		go sendAudio(track, p.over)
	} else {
		go sendVideo(track, p.keyframes, p.over)
	}
	err = p.await("TrackPublishedResponse", func() bool { return p.published[id] != "" })
	return p.published[id], err
}

// What comes back for what is published.
func (p *peer) control(sender *webrtc.RTPSender) {
	for {
		packets, _, err := sender.ReadRTCP()
		if err != nil {
			return
		}
		p.change(func() {
			for _, packet := range packets {
				switch packet := packet.(type) {
				case *rtcp.PictureLossIndication:
					p.plis++
					select {
					case p.keyframes <- struct{}{}:
					default:
					}
				case *rtcp.TransportLayerCC:
					p.feedback++
				case *rtcp.ReceiverReport:
					for _, report := range packet.Reports {
						p.reports[report.SSRC]++
					}
				}
			}
		})
	}
}

func (p *peer) receive(track *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
	r := &received{kind: track.Kind(), ssrc: track.SSRC(), resent: map[uint16]uint64{}}
	p.change(func() { p.tracks[track.ID()] = r })
	go func() {
		for {
			packets, _, err := receiver.ReadRTCP()
			if err != nil {
				return
			}
			p.change(func() {
				for _, packet := range packets {
					if report, ok := packet.(*rtcp.SenderReport); ok && report.SSRC == uint32(r.ssrc) {
						r.reports++
					}
				}
			})
		}
	}()
	for {
		rtp, attributes, err := track.ReadRTP()
		if err != nil {
			return
		}
		number, intact := whole(r.kind, rtp.Payload)
		p.change(func() {
			if !intact {
				r.broken++
				return
			}
			if attributes.Get(webrtc.AttributeRtxSsrc) != nil {
				r.resent[rtp.SequenceNumber] = number
			}
			r.add(packet{rtp.SequenceNumber, rtp.Timestamp, number, pictureOf(rtp.Payload), time.Now()})
		})
	}
}
