package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// options are the program's flags.
type options struct {
	address  string
	open     bool
	verbose  bool
	grace    time.Duration
	settings environment
}

// environment collects settings of the form KEY=VALUE.
type environment map[string]string

// fromSystem takes the settings from the environment of the program.
func (e environment) fromSystem() {
	for _, text := range os.Environ() {
		if strings.HasPrefix(text, "SAGISHI_") && !strings.HasPrefix(text, "SAGISHI_E2E_") {
			_ = e.Set(text) // it has an equals sign
		}
	}
}

// String returns nothing: the flag has no default.
func (environment) String() string { return "" }

// Set adds a setting.
func (e environment) Set(text string) error {
	key, value, ok := strings.Cut(text, "=")
	if !ok {
		return errors.New("want KEY=VALUE")
	}
	e[key] = value
	return nil
}

func main() {
	o := options{settings: environment{}}
	o.settings.fromSystem()
	flag.StringVar(&o.address, "address", "127.0.0.1:7350", "where to listen: `host:port`")
	flag.BoolVar(&o.open, "open", false, "open the browser")
	flag.BoolVar(&o.verbose, "log", false, "write the whole log, not only warnings and errors")
	flag.DurationVar(&o.grace, "grace", 0, "how long a game may go on after Ctrl-C")
	flag.Var(o.settings, "env", "a setting of the plugin besides those of the environment: `KEY=VALUE`; may be repeated")
	flag.Parse()
	log := &logWriter{to: os.Stderr, level: levelNumber("warn")}
	if o.verbose {
		log.level = levelNumber("info")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o, log); err != nil {
		log.server("fatal", err.Error(), o.address)
		stop()
		os.Exit(1)
	}
}

// run serves until the context ends.
func run(ctx context.Context, o options, log *logWriter) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.address)
	if err != nil {
		return err
	}
	s, err := newServer(log, o.settings)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	failed := make(chan error, 1)
	go func() { failed <- s.serve(listener) }()
	announce(log, listener.Addr().String(), o.open)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return s.shutdown(o.grace)
	}
}

// announce says where to look.
func announce(log *logWriter, address string, open bool) {
	url := "http://" + address + "/"
	fmt.Printf("Sagi-shi runs at %s (Ctrl-C ends it; nothing is kept).\n", url)
	if !isLoopback(address) {
		log.server("warn", openToOthers, address)
	}
	log.server("info", "Startup done", address)
	if !open {
		return
	}
	if err := openBrowser(url); err != nil {
		fmt.Printf("No browser opened: %v\n", err)
	}
}

// openToOthers warns of an address that the network may reach.
const openToOthers = "other machines may reach this server, which is for development: its keys are known to all, " +
	"so everybody there can grant coins and log in as any player"

// isLoopback reports whether only this machine reaches the address.
func isLoopback(address string) bool {
	host, err := netip.ParseAddrPort(address)
	return err == nil && host.Addr().Unmap().IsLoopback()
}

func openBrowser(url string) error {
	command := map[string][]string{
		"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"},
	}[runtime.GOOS]
	if command == nil {
		command = []string{"xdg-open"}
	}
	return exec.Command(command[0], append(command[1:], url)...).Start() //nolint:gosec,noctx // the address is the program's own; the browser stays
}
