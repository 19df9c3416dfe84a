package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/handlers"
	"github.com/gorilla/mux"
	"sagishi/internal/app"
	"sagishi/internal/testing/nakamatest"
	"sagishi/web"
)

// nodeName is the name of the server.
const nodeName = "play"

// addressKey is the key of the client's address in the context of a request.
type addressKey struct{}

// server is the plugin on an in-memory Nakama, behind Nakama's interfaces.
type server struct {
	live *live
	http *http.Server
	log  *logWriter
	stop context.CancelFunc
}

// newServer starts the plugin. Settings are the runtime.env of Nakama.
func newServer(log *logWriter, settings map[string]string) (*server, error) {
	ctx, cancel := context.WithCancel(context.Background())
	l, err := newLive(ctx, log, settings)
	if err != nil {
		cancel()
		return nil, err
	}
	n := l.nakama
	go l.run()
	plugin, err := app.Start(ctx, app.Host{Logger: n.Logger(), Nakama: n, In: n.Initializer(), Env: settings, Now: time.Now})
	if err != nil {
		cancel()
		return nil, fmt.Errorf("start the plugin: %w", err)
	}
	go plugin.Run(ctx)
	handler, err := newHandler(ctx, n)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("start the gateway: %w", err)
	}
	return &server{live: l, log: log, stop: cancel, http: &http.Server{
		Handler: handler, ReadTimeout: readTimeout, WriteTimeout: readTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderBytes,
	}}, nil
}

// newHandler serves what Nakama serves on its HTTP port, and the page for browsers at "/".
func newHandler(ctx context.Context, n *nakamatest.Nakama) (http.Handler, error) {
	gateway, err := newGateway(ctx, n)
	if err != nil {
		return nil, err
	}
	api := mux.NewRouter()
	api.Handle("/v2/rpc/{id:.*}", rpcHandler{n}).Methods(http.MethodGet, http.MethodPost)
	for _, route := range n.Initializer().HTTPRoutes() {
		added := api.HandleFunc(route.Path, route.Handler)
		if len(route.Methods) > 0 {
			added.Methods(route.Methods...)
		}
	}
	api.PathPrefix("/v2/").Handler(gateway)
	api.Handle("/healthcheck", gateway)
	api.PathPrefix("/").Handler(web.Handler())
	router := mux.NewRouter()
	router.Handle("/ws", socketHandler{n}).Methods(http.MethodGet)
	router.NewRoute().HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Cache-Control", "no-store, no-cache, must-revalidate")
		r.Body = http.MaxBytesReader(w, r.Body, maxRequestBytes)
		api.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), addressKey{}, r.RemoteAddr)))
	})
	return handlers.CORS(
		handlers.AllowedHeaders([]string{"Authorization", "Content-Type", "User-Agent"}),
		handlers.AllowedOrigins([]string{"*"}),
		handlers.AllowedMethods([]string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete}),
	)(router), nil
}

// serve answers clients until shutdown.
func (s *server) serve(listener net.Listener) error {
	if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// shutdown gives matches the time to end, as Nakama does, and ends the server.
func (s *server) shutdown(grace time.Duration) error {
	n := s.live.nakama
	n.Shutdown(int(grace / time.Second))
	deadline := time.NewTimer(grace)
	defer deadline.Stop()
	look := time.NewTicker(clockStep)
	defer look.Stop()
	for len(n.Matches()) > 0 {
		select {
		case <-look.C:
			continue
		case <-deadline.C:
		}
		break
	}
	n.CloseSessions()
	s.stop()
	return s.http.Close()
}
