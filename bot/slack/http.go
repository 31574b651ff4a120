package slack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"github.com/regwire/regwire/bot"
)

const (
	maxBody       = 1 << 20
	maxSkew       = 300 * time.Second
	answerTimeout = time.Second
)

// Serve takes signed requests on l, its own listener, until ctx ends.
func (i *Inbox) Serve(ctx context.Context, l net.Listener) error {
	if err := bot.Serve(ctx, l, i, i.platform.config.Log); err != nil {
		return fmt.Errorf("serve Slack's requests: %w", err)
	}
	return nil
}

// ServeHTTP takes one signed request. Nothing is parsed before the signature
// holds, and nothing but the signature is believed.
func (i *Inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !i.gate.Open(r.RemoteAddr) {
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	raw, signature, status, err := i.verified(w, r)
	if err != nil {
		i.refused.Log(i.platform.config.Log, i.platform.config.Now(), r.RemoteAddr, err)
		w.WriteHeader(status)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), answerTimeout)
	defer cancel()
	i.route(ctx, w, r, raw, signature)
}

// The forms of the two headers, https://docs.slack.dev/authentication/verifying-requests-from-slack.
var (
	timestampForm = regexp.MustCompile(`^[0-9]{10}$`)
	signatureForm = regexp.MustCompile(`^v0=[0-9a-f]{64}$`)
)

// verified returns the body once its signature holds, or the status to refuse with.
func (i *Inbox) verified(w http.ResponseWriter, r *http.Request) (raw []byte, signature string, status int, err error) {
	refuse := func(status int, why string) ([]byte, string, int, error) { return nil, "", status, errors.New(why) }
	if r.Method != http.MethodPost {
		return refuse(http.StatusMethodNotAllowed, "not a POST")
	}
	if r.ContentLength > maxBody {
		return refuse(http.StatusRequestEntityTooLarge, "body too large")
	}
	stamps, signatures := r.Header.Values("X-Slack-Request-Timestamp"), r.Header.Values("X-Slack-Signature")
	if len(stamps) != 1 || len(signatures) != 1 {
		return refuse(http.StatusUnauthorized, "not one timestamp and one signature")
	}
	if !timestampForm.MatchString(stamps[0]) || !signatureForm.MatchString(signatures[0]) {
		return refuse(http.StatusUnauthorized, "timestamp or signature malformed")
	}
	seconds, err := strconv.ParseInt(stamps[0], 10, 64)
	if err != nil {
		return refuse(http.StatusUnauthorized, "timestamp malformed")
	}
	if skew := i.platform.config.Now().Sub(time.Unix(seconds, 0)); skew > maxSkew || skew < -maxSkew {
		return refuse(http.StatusUnauthorized, "timestamp too far from now")
	}
	if len(r.Header.Values("Content-Encoding")) > 0 || len(r.Header.Values("Content-Type")) != 1 {
		return refuse(http.StatusUnsupportedMediaType, "an encoding, or not one content type")
	}
	raw, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return refuse(http.StatusRequestEntityTooLarge, "body too large or cut off")
	}
	if !i.signed(stamps[0], raw, signatures[0]) {
		return refuse(http.StatusUnauthorized, "signature does not hold")
	}
	return raw, signatures[0], http.StatusOK, nil
}

// signed reports whether one of the secrets made the signature. Every secret is
// tried, so that the time does not tell which.
func (i *Inbox) signed(stamp string, raw []byte, signature string) bool {
	got, err := hex.DecodeString(signature[len("v0="):])
	if err != nil {
		return false
	}
	ok := false
	for _, secret := range i.config.Signing {
		if secret == "" {
			continue
		}
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte("v0:" + stamp + ":"))
		mac.Write(raw)
		ok = hmac.Equal(mac.Sum(nil), got) || ok
	}
	return ok
}

// route reads a verified request, takes it, and answers at once.
func (i *Inbox) route(ctx context.Context, w http.ResponseWriter, r *http.Request, raw []byte, signature string) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		w.WriteHeader(http.StatusUnsupportedMediaType)
		return
	}
	var req request
	switch kind {
	case "application/json":
		var o outer
		if req, o, err = readEvent(raw); err == nil && o.Type == "url_verification" {
			i.challenge(w, o)
			return
		}
		if err == nil && o.Type != "event_callback" {
			err = errOther
		}
	case "application/x-www-form-urlencoded":
		if isSSLCheck(raw) {
			w.WriteHeader(http.StatusOK)
			return
		}
		req, err = readForm(raw)
	default:
		w.WriteHeader(http.StatusUnsupportedMediaType)
		return
	}
	if err != nil {
		i.platform.config.Log.Warn("request not understood", "err", err)
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if n := r.Header.Get("X-Slack-Retry-Num"); n != "" {
		i.platform.config.Log.Info("Slack sends a request again", "kind", req.kind, "retry", word(n))
	}
	if req.key == "" {
		req.key = signature
	}
	i.take(ctx, req, func(err error) { i.acknowledge(w, req, err) })
}

// isSSLCheck reports whether the form only asks whether the certificate holds.
func isSSLCheck(raw []byte) bool {
	values, err := url.ParseQuery(string(raw))
	return err == nil && values.Get("ssl_check") == "1" && values.Get("command") == "" && values.Get("payload") == ""
}

// challenge answers Slack's question whether the address is ours.
func (i *Inbox) challenge(w http.ResponseWriter, o outer) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"challenge": word(o.Challenge)})
}

// acknowledge answers a request that was taken, or says why not.
func (i *Inbox) acknowledge(w http.ResponseWriter, r request, err error) {
	switch {
	case err == nil:
		answerJSON(w, ack(r))
		_ = http.NewResponseController(w).Flush() // whoever hung up has been answered as well as can be
	case errors.Is(err, errTwice):
		w.WriteHeader(http.StatusOK) // its effect was had
	case errors.Is(err, errStranger):
		i.platform.config.Log.Warn("request refused", "err", err, "team", word(r.team), "app", word(r.app))
		w.WriteHeader(http.StatusForbidden)
	case errors.Is(err, errFull) && r.kind == "command":
		answerJSON(w, map[string]string{"response_type": "ephemeral", "text": say(i.lang(r), "slack.busy")})
	default:
		// Slack sends an event again after a 503; a person presses again.
		i.platform.config.Log.Error("request not taken", "kind", r.kind, "err", err)
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// answerJSON answers with v, or with nothing at all when there is none.
func answerJSON(w http.ResponseWriter, v any) {
	if v == nil {
		w.WriteHeader(http.StatusOK)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}
