package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/pion/dtls/v3"
	"github.com/pion/webrtc/v4"
)

const patience = 60 * time.Second

// Signal targets, and the fields of SignalRequest and SignalResponse that this client speaks (livekit_rtc.proto).
const (
	toPublisher  = 0
	toSubscriber = 1

	requestOffer, requestAnswer, requestTrickle, requestAddTrack = 1, 2, 3, 4
	requestMute, requestSubscription                             = 5, 6
	requestTrackSetting, requestLeave                            = 7, 8

	responseJoin, responseAnswer, responseOffer, responseTrickle = 1, 2, 3, 4
	responseUpdate, responseTrackPublished, responseLeave        = 5, 6, 8
)

// How one participant differs from another.
type settings struct {
	identity      string
	profile       dtls.SRTPProtectionProfile
	autoSubscribe bool
	role          webrtc.DTLSRole // in the subscriber connection, whose offer leaves it to us; the server takes the other
}

// A participant: LiveKit's signalling, one connection to publish and one to subscribe.
type peer struct {
	settings
	socket                *websocket.Conn
	publisher, subscriber *webrtc.PeerConnection
	reliable, lossy       *webrtc.DataChannel
	loss                  *losses
	keyframes             chan struct{}
	over                  chan struct{}
	rewrite               func(offer string) string // what the server is told instead

	mu           sync.Mutex
	changed      chan struct{}
	offers       uint64               // sent
	answers      uint64               // applied, by the id of the offer
	seenOffers   int                  // of the server
	lastOffer    string               // of the server
	participants map[string]message   // by identity
	published    map[string]string    // track sid by client id
	tracks       map[string]*received // by track sid
	inbox        []inbound
	early        map[*webrtc.PeerConnection][]webrtc.ICECandidateInit
	plis         int
	feedback     int // transport-wide
	reports      map[uint32]int
	left         bool
	fault        error
}

type inbound struct {
	channel string
	packet  message
}

func dial(accessToken, query string) (*websocket.Conn, *http.Response, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	address := os.Getenv("LIVEKIT_URL") + "/rtc?sdk=go&version=2.9.0&protocol=16" + query
	if accessToken != "" {
		address += "&access_token=" + url.QueryEscape(accessToken)
	}
	socket, response, err := websocket.Dial(ctx, address, nil)
	if err == nil {
		socket.SetReadLimit(2 << 20)
	}
	return socket, response, err
}

func join(s settings) (*peer, error) {
	query := "&auto_subscribe=0"
	if s.autoSubscribe {
		query = "&auto_subscribe=1"
	}
	accessToken := token(s.identity, os.Getenv("LIVEKIT_API_SECRET"), time.Now().Add(time.Hour))
	socket, _, err := dial(accessToken, query)
	if err != nil {
		return nil, err
	}
	p := &peer{
		settings:     s,
		socket:       socket,
		loss:         &losses{},
		keyframes:    make(chan struct{}, 1),
		over:         make(chan struct{}),
		changed:      make(chan struct{}),
		participants: map[string]message{},
		published:    map[string]string{},
		tracks:       map[string]*received{},
		early:        map[*webrtc.PeerConnection][]webrtc.ICECandidateInit{},
		reports:      map[uint32]int{},
	}
	if err := p.connections(); err != nil {
		return nil, err
	}
	response, err := p.read()
	if err != nil {
		return nil, err
	}
	if !response.has(responseJoin) {
		return nil, errors.New("the first message is no JoinResponse")
	}
	joined := response.nested(responseJoin)
	for _, participant := range append(joined.all(3), joined.nested(2)) {
		p.participants[participant.text(2)] = participant
	}
	go p.listen()
	if err := p.negotiate(); err != nil {
		return nil, err
	}
	return p, p.await("connections", func() bool {
		return p.publisher.ConnectionState() == webrtc.PeerConnectionStateConnected &&
			p.subscriber.ConnectionState() == webrtc.PeerConnectionStateConnected &&
			p.reliable.ReadyState() == webrtc.DataChannelStateOpen && p.lossy.ReadyState() == webrtc.DataChannelStateOpen
	})
}

func (p *peer) connections() error {
	var err error
	if p.publisher, err = p.connection(toPublisher); err != nil {
		return err
	}
	if p.subscriber, err = p.connection(toSubscriber); err != nil {
		return err
	}
	if p.reliable, err = p.publisher.CreateDataChannel("_reliable", nil); err != nil {
		return err
	}
	ordered, retransmits := false, uint16(0)
	init := &webrtc.DataChannelInit{Ordered: &ordered, MaxRetransmits: &retransmits}
	if p.lossy, err = p.publisher.CreateDataChannel("_lossy", init); err != nil {
		return err
	}
	for _, channel := range []*webrtc.DataChannel{p.reliable, p.lossy} {
		channel.OnOpen(func() { p.change(func() {}) })
	}
	p.subscriber.OnDataChannel(func(channel *webrtc.DataChannel) {
		channel.OnMessage(func(m webrtc.DataChannelMessage) {
			packet, err := parse(m.Data)
			p.change(func() {
				p.fault = errors.Join(p.fault, err)
				p.inbox = append(p.inbox, inbound{channel.Label(), packet})
			})
		})
	})
	p.subscriber.OnTrack(p.receive)
	return nil
}

func (p *peer) send(request []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return p.socket.Write(ctx, websocket.MessageBinary, request)
}

func (p *peer) read() (message, error) {
	kind, b, err := p.socket.Read(context.Background())
	if err != nil {
		return nil, err
	}
	if kind != websocket.MessageBinary {
		return nil, errors.New("a text frame as answer to binary ones")
	}
	return parse(b)
}

func (p *peer) listen() {
	for {
		response, err := p.read()
		if err == nil {
			err = p.take(response)
		}
		if err != nil {
			p.change(func() {
				if !p.left {
					p.fault = errors.Join(p.fault, err)
				}
				p.left = true
			})
			return
		}
	}
}

func (p *peer) take(response message) error {
	switch {
	case response.has(responseAnswer):
		return p.answered(response.nested(responseAnswer))
	case response.has(responseOffer):
		return p.offered(response.nested(responseOffer))
	case response.has(responseTrickle):
		return p.trickled(response.nested(responseTrickle))
	case response.has(responseUpdate):
		p.change(func() {
			for _, participant := range response.nested(responseUpdate).all(1) {
				p.participants[participant.text(2)] = participant
			}
		})
	case response.has(responseTrackPublished):
		published := response.nested(responseTrackPublished)
		p.change(func() { p.published[published.text(1)] = published.nested(2).text(1) })
	case response.has(responseLeave):
		p.change(func() { p.left = true })
	}
	return nil
}

// Sends a UserPacket to all, or to one identity.
func (p *peer) sendData(channel *webrtc.DataChannel, payload []byte, to ...string) error {
	kind := uint64(0)
	if channel == p.lossy {
		kind = 1
	}
	packet := append(integer(1, kind), nested(2, data(2, payload), text(4, "conformance"))...)
	for _, identity := range to {
		packet = append(packet, text(5, identity)...)
	}
	return channel.Send(packet)
}

func (p *peer) leave() error {
	return p.send(nested(requestLeave, integer(2, 1)))
}

func (p *peer) close() {
	select {
	case <-p.over:
		return
	default:
	}
	close(p.over)
	p.change(func() { p.left = true })
	_ = p.publisher.Close()
	_ = p.subscriber.Close()
	_ = p.socket.CloseNow()
}

func (p *peer) track(sid string) *received {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.tracks[sid]
}

// Changes what await looks at.
func (p *peer) change(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
	close(p.changed)
	p.changed = make(chan struct{})
}

// Looks again after each change; fails with what went wrong meanwhile.
func (p *peer) await(what string, done func() bool) error {
	late := time.After(patience)
	for {
		p.mu.Lock()
		fault, ready, changed := p.fault, done(), p.changed
		known := strings.Join(slices.Sorted(maps.Keys(p.tracks)), " ")
		p.mu.Unlock()
		switch {
		case fault != nil:
			return fmt.Errorf("%s waits for %s: %w", p.identity, what, fault)
		case ready:
			return nil
		}
		select {
		case <-changed:
		case <-late:
			return fmt.Errorf("%s has no %s within %v (tracks: %s)", p.identity, what, patience, known)
		}
	}
}
