package main

import (
	"context"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"constat/collector/probe"
	"constat/store/record"
)

// echoPatience is for all services together: the first round waits for them,
// and so does the end.
const echoPatience = 5 * time.Second

// echoed asks each service with which address we reach it, all at once and by
// the client that asks the targets: what stands between us and them stands
// between us and those.
func echoed(ctx context.Context, services []string) []record.Echo {
	ctx, cancel := context.WithTimeout(ctx, echoPatience)
	defer cancel()
	out := make([]record.Echo, len(services))
	var asked sync.WaitGroup
	for i, service := range services {
		asked.Go(func() { out[i] = askEcho(ctx, service) })
	}
	asked.Wait()
	if len(out) == 0 {
		return nil
	}
	return out
}

func askEcho(ctx context.Context, service string) record.Echo {
	q := record.Question{Kind: "http", URL: service, Method: http.MethodGet, Timeout: echoPatience.Milliseconds(), BodyLimit: 4 << 10}
	r := probe.HTTP(ctx, probe.Ask{Question: q})
	e := record.Echo{Service: service, Certificate: r.Answer.Certificate}
	for _, h := range r.Answer.Headers {
		if h.Name == "Via" {
			e.Via = h.Value
		}
	}
	switch {
	case r.Answer.Fault != record.NoFault:
		e.Fault = string(r.Answer.Fault)
	case r.Answer.Status != http.StatusOK:
		e.Fault = "http-status"
	default:
		if e.Address = addressIn(r.Exchange.Body); e.Address == "" {
			e.Fault = "no-address"
		}
	}
	return e
}

// addressIn is the address that an answer consists of, or that stands alone
// between quotes in it, as {"ip":"192.0.2.7"} does.
func addressIn(body []byte) string {
	text := strings.TrimSpace(string(body))
	for _, part := range append([]string{text}, strings.Split(text, `"`)...) {
		if a, err := netip.ParseAddr(part); err == nil {
			return a.Unmap().WithZone("").String()
		}
	}
	return ""
}
