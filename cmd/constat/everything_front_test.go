package main

import (
	"fmt"

	"constat/report/dossier"
)

// frontFiles are a front that redirects, speaks HTTP/2 and caches, and the
// origin behind it.
var frontFiles = map[string]string{
	"front.conf": `daemon off; pid $DIR/front.pid; error_log stderr; user root;
events {}
http { access_log off; default_type text/html; charset utf-8;
  ssl_certificate $DIR/good.pem; ssl_certificate_key $DIR/good.key;
  proxy_cache_path $DIR/cache keys_zone=pages:1m;
  server { listen 127.0.0.1:8130; return 301 https://$host$request_uri; }
  server { listen 127.0.0.1:8131 ssl http2;
    location / { proxy_pass http://127.77.3.1; }
    location /kept { proxy_pass http://127.77.3.1/; proxy_cache pages; proxy_cache_valid 200 24h; add_header X-Cache-Status $upstream_cache_status; } }
  server { listen 127.0.0.1:8132; return 302 /again; }
}
`,
	"origin.conf": `daemon off; pid $DIR/origin.pid; error_log stderr; user root;
events {}
http { access_log off; default_type text/html; charset utf-8; server { listen 127.0.0.1:8133; root $DIR/good; } }
`,
}

func frontServers(dir string) map[string][]string {
	return map[string][]string{
		"127.0.0.1:8131": {"nginx", "-c", dir + "/front.conf"},
		"127.0.0.1:8133": {"nginx", "-c", dir + "/origin.conf"},
		"127.0.0.1:8140": {"nginx", "-c", dir + "/said.conf"},
	}
}

// fronts are a page behind redirects and a front, what the front keeps of it,
// and its origin at the address of its own.
func (f *field) fronts() error {
	page := `[BODY] == pat(*Réservez*)`
	led, err := f.at("led", "http://$AT/", "8130", page)
	if err != nil {
		return err
	}
	led.extra = ", follow: 3, http: 2"
	host := fmt.Sprintf("127.77.0.%d", len(f.targets))
	front, err := openGate(host+":443", "127.0.0.1:8131")
	if err != nil {
		return err
	}
	kept, err := f.at("kept", "https://"+host+"/kept", "", page)
	if err != nil {
		return err
	}
	kept.extra = ", http: 2"
	origin, err := f.at("origin", "http://vitrine.example/", "", page)
	if err != nil {
		return err
	}
	origin.extra = `, address: "127.77.3.1:80"`
	behind, err := openGate("127.77.3.1:80", "127.0.0.1:8133")
	if err != nil {
		return err
	}
	befalls := func(g *gate, what, want, layer string, m manner, also map[string]string) {
		t := led.befalls(what, want, func() error { return g.become(m) }, func() error { return g.become(manner{}) })
		t.layer, t.also = layer, also
	}
	befalls(behind, "the origin is away behind the front", "http-status", "origin", manner{refuse: true}, map[string]string{"origin": "tcp-refused"})
	befalls(front, "redirects lead to a certificate of another's", "tls-name", "certificate", manner{behind: "127.0.0.1:8112"}, map[string]string{"kept": "tls-name"})
	befalls(front, "redirects lead where nobody listens", "tcp-refused", "transport", manner{refuse: true}, map[string]string{"kept": "tcp-refused"})
	befalls(led.gate, "redirects lead round", isUnknown, "", manner{behind: "127.0.0.1:8132"}, nil)
	befalls(behind, "the origin says nothing behind the front", "http-timeout", "application", manner{instead: silent}, map[string]string{"origin": "http-timeout"})
	befalls(front, "the front resets", "tcp-reset", "transport", manner{instead: reset}, map[string]string{"kept": "tcp-reset"})
	return nil
}

// missed says what a dossier must hold that befalls nobody.
func (f *field) missed(d *dossier.Dossier) (wrong []string) {
	for _, t := range d.Targets {
		if t.Name == "kept" && t.Cached == 0 {
			wrong = append(wrong, "kept: no answer is said to be of the cache")
		}
	}
	return append(wrong, f.unseen(d)...)
}
