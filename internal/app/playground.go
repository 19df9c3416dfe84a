package app

import (
	"net/http"

	"sagishi/web"
)

// playgroundPath is where the page for browsers is, on the port of the clients.
const playgroundPath = "/sagishi"

// httpRegistrar registers handlers with Nakama.
type httpRegistrar interface {
	RegisterHttp(pathPattern string, handler func(http.ResponseWriter, *http.Request), methods ...string) error
}

// servePlayground serves the page for browsers, or nothing if it is off.
func servePlayground(in httpRegistrar, on bool) error {
	if !on {
		return nil
	}
	// The page's paths are relative: without the slash they would lead elsewhere.
	redirect := http.RedirectHandler(playgroundPath+"/", http.StatusPermanentRedirect)
	if err := in.RegisterHttp(playgroundPath, redirect.ServeHTTP); err != nil {
		return err
	}
	page := http.StripPrefix(playgroundPath, web.Handler())
	return in.RegisterHttp(playgroundPath+"/{file:.*}", page.ServeHTTP)
}
