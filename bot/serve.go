package bot

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Limits of every listener, against callers that are slow or many.
const (
	headerTime     = 5 * time.Second
	maxHeader      = 32 << 10
	maxConnections = 256
	// shutTime is what answers under way get once a listener is to end.
	shutTime = 5 * time.Second
)

// Serve answers on l by h until ctx ends. What is being taken then is taken; who
// still sends after some seconds is cut off.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	callers := newCrowd(l)
	s := &http.Server{
		ConnState: callers.changed,
		Handler:   h, ReadHeaderTimeout: headerTime, ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second,
		IdleTimeout: 60 * time.Second, MaxHeaderBytes: maxHeader,
		DisableGeneralOptionsHandler: true,                                              // h says which methods it takes
		ErrorLog:                     slog.NewLogLogger(log.Handler(), slog.LevelDebug), // callers would fill the log
		BaseContext:                  func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(callers) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutTime)
	defer cancel()
	err := s.Shutdown(stopping)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.Close()
	}
	if e := <-ended; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	return err
}

// Local reports whether a host is this machine, to which what is secret may go without TLS:
// nothing can listen in.
func Local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
