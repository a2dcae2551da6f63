package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// ports is how many free ports of 127.0.0.1 a script is given, $PORT1 and on.
const ports = 9

func setPorts(e *testscript.Env) error {
	for n := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer l.Close()
		_, port, _ := net.SplitHostPort(l.Addr().String())
		e.Setenv(fmt.Sprint("PORT", n+1), port)
	}
	return nil
}

// peers are the servers that scripts have started, by script and port.
var peers sync.Map

// peer start PORT COMMAND... runs a server in the foreground until PORT takes
// connections; peer stop PORT ends it and waits until it has let go; peer pause
// and resume stop its clock, peer reload has it read its configuration over.
func peer(ts *testscript.TestScript, _ bool, args []string) {
	key := ts.Getenv("WORK") + args[1]
	if known, ok := peers.Load(key); ok && args[0] != "start" {
		c := known.(*exec.Cmd)
		switch args[0] {
		case "stop":
			stopPeer(c)
			untilPort(ts, args[1], false)
		case "reload":
			ts.Check(syscall.Kill(c.Process.Pid, syscall.SIGHUP))
		case "pause":
			ts.Check(syscall.Kill(-c.Process.Pid, syscall.SIGSTOP))
		case "resume":
			ts.Check(syscall.Kill(-c.Process.Pid, syscall.SIGCONT))
		}
		return
	}
	log, err := os.OpenFile(ts.MkAbs("peer-"+args[1]+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	ts.Check(err)
	defer log.Close()
	c := exec.Command(args[2], args[3:]...)
	c.Dir, c.Stdout, c.Stderr = ts.MkAbs("."), log, log
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	ts.Check(c.Start())
	peers.Store(key, c)
	ts.Defer(func() { stopPeer(c) })
	untilPort(ts, args[1], true)
}

// stopPeer ends a server with all that it has started.
func stopPeer(c *exec.Cmd) {
	if c.ProcessState != nil {
		return
	}
	_ = syscall.Kill(-c.Process.Pid, syscall.SIGTERM)
	over := time.AfterFunc(5*time.Second, func() { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) })
	_ = c.Wait()
	over.Stop()
}

// untilPort waits until a port takes connections, or no longer does.
func untilPort(ts *testscript.TestScript, port string, open bool) {
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		c, err := net.DialTimeout("tcp", "127.0.0.1:"+port, time.Second)
		if err == nil {
			c.Close()
		}
		if (err == nil) == open {
			return
		}
	}
	text, _ := os.ReadFile(ts.MkAbs("peer-" + port + ".log"))
	ts.Fatalf("port %s, open %v: not within 20 s; the server said:\n%s", port, open, text)
}

// certify NAME HOST HOURS writes NAME.pem, a certificate for HOST that ends in
// so many hours and vouches for itself, and NAME.key.
func certify(ts *testscript.TestScript, _ bool, args []string) {
	left, err := time.ParseDuration(args[2])
	ts.Check(err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ts.Check(err)
	until := time.Now().Add(left)
	template := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: args[1]},
		NotBefore: until.Add(-48 * time.Hour), NotAfter: until, IsCA: true, BasicConstraintsValid: true}
	if ip := net.ParseIP(args[1]); ip != nil {
		template.IPAddresses = []net.IP{ip}
	} else {
		template.DNSNames = []string{args[1]}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	ts.Check(err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	ts.Check(err)
	for name, block := range map[string]*pem.Block{".pem": {Type: "CERTIFICATE", Bytes: der}, ".key": {Type: "PRIVATE KEY", Bytes: private}} {
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs("."), args[0]+name), pem.EncodeToMemory(block), 0o600))
	}
}

// incident FILE TARGET CAUSE... wants the incidents that a dossier has of a
// target to have these causes, in order.
func incidentOf(ts *testscript.TestScript, _ bool, args []string) {
	var d struct {
		Incidents []struct{ Target, Cause string }
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &d))
	var causes []string
	for _, i := range d.Incidents {
		if i.Target == args[1] {
			causes = append(causes, i.Cause)
		}
	}
	if !slices.Equal(causes, args[2:]) {
		ts.Fatalf("%s has incidents of %q, injected were %q", args[1], causes, args[2:])
	}
}
