package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

var postOffice = map[string]string{
	"main.cf": `compatibility_level = 3.6
config_directory = $DIR
queue_directory = $DIR/queue
data_directory = $DIR/data
myhostname = mx1.shop.example
mydestination = shop.example
mynetworks =
inet_interfaces = 127.0.0.1
local_recipient_maps = inline:{nuit=x}
in_flow_delay = 0s
smtpd_recipient_restrictions = reject_unauth_destination, static:HOLD
`,
	"master.cf": `127.0.0.1:$PORT inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
`,
	"show.sh":  "for m in $DIR/queue/hold/*; do test -f $m && postcat -c $DIR $m; done; true\n",
	"empty.sh": "rm -f $DIR/queue/hold/*\n",
}

// mailbox PORT runs a real Postfix for nuit@shop.example, which holds what it
// takes, and puts its folder into $MAIL: show.sh there shows the mails, empty.sh
// removes them. Its own user must get in there, so it is not below the test's.
func mailbox(ts *testscript.TestScript, _ bool, args []string) {
	dir, err := os.MkdirTemp("/tmp", "constat-mail-")
	ts.Check(err)
	ts.Defer(func() { os.RemoveAll(dir) })
	ts.Check(os.Chmod(dir, 0o755))
	ts.Setenv("MAIL", dir)
	for name, text := range postOffice {
		text = strings.NewReplacer("$DIR", dir, "$PORT", args[0]).Replace(text)
		ts.Check(os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	out, err := exec.Command("sh", "-c", "cd "+dir+" && mkdir queue data && chown postfix data && postfix -c "+dir+" check").CombinedOutput()
	if err != nil {
		ts.Fatalf("postfix: %v: %s", err, out)
	}
	peer(ts, false, []string{"start", args[0], "/usr/lib/postfix/sbin/master", "-c", dir, "-d"})
}

// taker PORT takes messages as an ntfy server does, and appends them to the file
// taken; taker control PORT only answers, until taker stop PORT.
func taker(ts *testscript.TestScript, _ bool, args []string) {
	if args[0] == "stop" {
		known, _ := peers.Load(ts.Getenv("WORK") + args[1])
		ts.Check(known.(*http.Server).Close())
		return
	}
	port, file := args[len(args)-1], ts.MkAbs("taken")
	l, err := net.Listen("tcp", "127.0.0.1:"+port)
	ts.Check(err)
	var mu sync.Mutex
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		body, _ := io.ReadAll(r.Body)
		if len(args) == 1 {
			f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
			if err == nil {
				fmt.Fprintf(f, "%s\n%s\nTHE END\n", r.Header.Get("Title"), body)
				f.Close()
			}
		}
		fmt.Fprintln(w, "{}")
	})}
	peers.Store(ts.Getenv("WORK")+port, s)
	ts.Defer(func() { s.Close() })
	go s.Serve(l)
}
