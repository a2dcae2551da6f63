package main

import (
	"context"

	"github.com/goccy/go-yaml/ast"

	"constat/collector"
	"constat/collector/picture"
	"constat/store/record"
)

// yes reads true or false.
func (r *configReader) yes(n ast.Node) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		r.wrongKind(n, say("true ou false", "true or false"))
		return false
	}
	return b.Value
}

// checkPictures holds pictures against what is asked: a browser is handed
// nothing that lets it in, and asks for a page as any visitor does.
func (r *configReader) checkPictures(t *Target, keys map[string]ast.Node) {
	if !t.Pictures {
		return
	}
	at := keys["pictures"]
	if t.kind() != "http" || t.Method != "GET" {
		r.at(at, say("une image ne se prend que d'une page demandée par GET", "a picture is taken of a page asked for by GET only"), say("enlevez cette clé", "leave this key out"))
		return
	}
	for _, k := range []string{"auth", "headers", "body", "address"} {
		if keys[k] != nil {
			r.at(at, say("le navigateur ne peut pas demander cette page comme la sonde, à cause de %q", "because of %q the browser can't ask for this page as the probe does", k),
				say("enlevez l'une des deux clés", "leave one of the two keys out"))
		}
	}
}

// pictured are the targets that a browser is to show, by name.
func pictured(c *Config) map[string]bool {
	all := map[string]bool{}
	for _, t := range c.Targets {
		if t.Pictures {
			all[t.Name] = true
		}
	}
	return all
}

// camera is the browser of this machine, where one is wanted and there is one.
func (w *watch) camera(wanted map[string]bool) collector.Camera {
	if len(wanted) == 0 {
		return nil
	}
	found := picture.Find()
	if found == nil {
		w.log.Warn("no picture is taken: no Chromium was found on this machine", "targets", len(wanted))
		return nil
	}
	return func(ctx context.Context, address string) (record.Picture, []byte, []byte) {
		return found.Take(ctx, address)
	}
}
