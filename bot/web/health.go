package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
)

// Ailment is an error of Deps.Health whose words may be shown to whoever asks.
type Ailment string

func (a Ailment) Error() string { return string(a) }

// probes answer whoever restarts or routes to the bot.
type probes struct {
	health func(ctx context.Context) error
	log    *slog.Logger
}

// live answers probes that restart what does not answer: no ailment is mended so.
func (p probes) live(w http.ResponseWriter, r *http.Request) {
	p.answer(w, r, http.StatusOK, "ok\n")
}

// ready answers probes and people: 200 while the bot works, else what ails it.
func (p probes) ready(w http.ResponseWriter, r *http.Request) {
	if p.health == nil {
		p.live(w, r)
		return
	}
	err := p.health(r.Context())
	if err == nil {
		p.live(w, r)
		return
	}
	text := "not healthy; the log says why\n"
	if ailment, ok := errors.AsType[Ailment](err); ok {
		text = "not healthy: " + string(ailment) + "\n"
	} else {
		p.log.WarnContext(r.Context(), "not healthy", "err", err)
	}
	p.answer(w, r, http.StatusServiceUnavailable, text)
}

func (p probes) answer(w http.ResponseWriter, r *http.Request, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	if _, err := w.Write([]byte(text)); err != nil {
		p.log.DebugContext(r.Context(), "probe did not wait", "err", err)
	}
}
