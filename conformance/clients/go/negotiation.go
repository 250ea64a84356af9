package main

import (
	"encoding/json"

	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v4"
)

func (p *peer) connection(target uint64) (*webrtc.PeerConnection, error) {
	var media webrtc.MediaEngine
	if err := media.RegisterDefaultCodecs(); err != nil {
		return nil, err
	}
	var registry interceptor.Registry
	registry.Add(p.loss) // the first is the nearest to the wire
	if err := webrtc.RegisterDefaultInterceptors(&media, &registry); err != nil {
		return nil, err
	}
	if err := webrtc.ConfigureSimulcastExtensionHeaders(&media); err != nil {
		return nil, err
	}
	if err := webrtc.ConfigureTWCCHeaderExtensionSender(&media, &registry); err != nil {
		return nil, err
	}
	var engine webrtc.SettingEngine
	engine.SetSRTPProtectionProfiles(p.profile)
	engine.SetIncludeLoopbackCandidate(true)
	if p.role != 0 {
		if err := engine.SetAnsweringDTLSRole(p.role); err != nil {
			return nil, err
		}
	}
	api := webrtc.NewAPI(
		webrtc.WithMediaEngine(&media), webrtc.WithInterceptorRegistry(&registry), webrtc.WithSettingEngine(engine))
	connection, err := api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, err
	}
	connection.OnConnectionStateChange(func(webrtc.PeerConnectionState) { p.change(func() {}) })
	connection.OnICECandidate(func(candidate *webrtc.ICECandidate) {
		if candidate == nil {
			return
		}
		init, _ := json.Marshal(candidate.ToJSON())
		_ = p.send(nested(requestTrickle, text(1, string(init)), integer(2, target)))
	})
	return connection, nil
}

func (p *peer) negotiate() error {
	offer, err := p.publisher.CreateOffer(nil)
	if err != nil {
		return err
	}
	if err := p.publisher.SetLocalDescription(offer); err != nil {
		return err
	}
	var id uint64
	p.change(func() { p.offers++; id = p.offers })
	sdp := offer.SDP
	if p.rewrite != nil {
		sdp = p.rewrite(sdp)
	}
	if err := p.send(nested(requestOffer, text(1, "offer"), text(2, sdp), integer(3, id))); err != nil {
		return err
	}
	return p.await("answer", func() bool { return p.answers == id })
}

func (p *peer) answered(answer message) error {
	if err := p.describe(p.publisher, webrtc.SDPTypeAnswer, answer.text(2)); err != nil {
		return err
	}
	p.change(func() { p.answers = answer.integer(3) })
	return nil
}

func (p *peer) offered(offer message) error {
	if err := p.describe(p.subscriber, webrtc.SDPTypeOffer, offer.text(2)); err != nil {
		return err
	}
	answer, err := p.subscriber.CreateAnswer(nil)
	if err != nil {
		return err
	}
	if err := p.subscriber.SetLocalDescription(answer); err != nil {
		return err
	}
	p.change(func() { p.seenOffers++; p.lastOffer = offer.text(2) })
	return p.send(nested(requestAnswer, text(1, "answer"), text(2, answer.SDP), integer(3, offer.integer(3))))
}

func (p *peer) describe(connection *webrtc.PeerConnection, kind webrtc.SDPType, sdp string) error {
	if err := connection.SetRemoteDescription(webrtc.SessionDescription{Type: kind, SDP: sdp}); err != nil {
		return err
	}
	for _, candidate := range p.early[connection] {
		if err := connection.AddICECandidate(candidate); err != nil {
			return err
		}
	}
	delete(p.early, connection)
	return nil
}

func (p *peer) trickled(trickle message) error {
	var candidate webrtc.ICECandidateInit
	if err := json.Unmarshal(trickle.bytes(1), &candidate); err != nil {
		return err
	}
	connection := p.publisher
	if trickle.integer(2) == toSubscriber {
		connection = p.subscriber
	}
	if connection.RemoteDescription() == nil {
		p.early[connection] = append(p.early[connection], candidate)
		return nil
	}
	return connection.AddICECandidate(candidate)
}
