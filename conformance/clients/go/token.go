package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"time"
)

func token(identity, secret string, expires time.Time) string {
	claims, _ := json.Marshal(map[string]any{
		"iss":   os.Getenv("LIVEKIT_API_KEY"),
		"sub":   identity,
		"nbf":   time.Now().Add(-2 * time.Hour).Unix(),
		"exp":   expires.Unix(),
		"video": map[string]any{"roomCreate": true, "roomJoin": true, "room": os.Getenv("CONFORMANCE_ROOM")},
	})
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode(claims)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(signed))
	return signed + "." + encode(mac.Sum(nil))
}
