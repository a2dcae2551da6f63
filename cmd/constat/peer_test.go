package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
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
		s := known.(*server)
		switch args[0] {
		case "stop":
			ts.Check(s.stop())
		case "reload":
			ts.Check(syscall.Kill(s.process.Process.Pid, syscall.SIGHUP))
		case "pause":
			ts.Check(s.signal(syscall.SIGSTOP))
		case "resume":
			ts.Check(s.signal(syscall.SIGCONT))
		}
		return
	}
	s := &server{address: "127.0.0.1:" + args[1], dir: ts.MkAbs("."), command: args[2:]}
	ts.Check(s.start())
	peers.Store(key, s)
	ts.Defer(func() { _ = s.stop() })
}

// serveHere KIND PORT has this process answer on a port as a registry or a
// socket, until serveHere stop PORT.
func serveHere(ts *testscript.TestScript, _ bool, args []string) {
	key := ts.Getenv("WORK") + args[1]
	if args[0] == "stop" {
		known, _ := peers.Load(key)
		ts.Check(known.(net.Listener).Close())
		return
	}
	l, err := net.Listen("tcp", "127.0.0.1:"+args[1])
	ts.Check(err)
	peers.Store(key, l)
	ts.Defer(func() { _ = l.Close() })
	go map[string]func(net.Listener){"registry": serveRegistry, "socket": serveSockets(true)}[args[0]](l)
}

// A server is somebody else's program that runs in the foreground and takes
// connections at an address.
type server struct {
	address string // ip:port
	dir     string // it runs here, and what it says goes into a file here
	command []string
	process *exec.Cmd // nil before the first start
}

// start returns when the server takes connections.
func (s *server) start() error {
	log, err := os.OpenFile(s.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.process = exec.Command(s.command[0], s.command[1:]...)
	s.process.Dir, s.process.Stdout, s.process.Stderr = s.dir, log, log
	s.process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := s.process.Start(); err != nil {
		return err
	}
	return s.until(true)
}

// log is where what the server says goes: a file, for a pipe would stay open as
// long as any child lives.
func (s *server) log() string {
	return s.dir + "/peer-" + strings.ReplaceAll(s.address, ":", "-") + ".log"
}

// signal goes to the server and all that it has started.
func (s *server) signal(what syscall.Signal) error { return syscall.Kill(-s.process.Process.Pid, what) }

// stop ends a server with all that it has started, and returns when it has let
// go of its address. It may be called again.
func (s *server) stop() error {
	if s.process == nil || s.process.ProcessState != nil {
		return nil
	}
	_ = s.signal(syscall.SIGTERM) // it may have ended
	_ = s.signal(syscall.SIGCONT)
	over := time.AfterFunc(5*time.Second, func() { _ = s.signal(syscall.SIGKILL) })
	_ = s.process.Wait()
	over.Stop()
	return s.until(false)
}

// until waits until the address takes connections, or no longer does.
func (s *server) until(open bool) error {
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		c, err := net.DialTimeout("tcp", s.address, time.Second)
		if err == nil {
			c.Close()
		}
		if (err == nil) == open {
			return nil
		}
	}
	text, _ := os.ReadFile(s.log())
	return fmt.Errorf("%s, open %v: not within 20 s; the server said:\n%s", s.address, open, text)
}

// certify NAME HOST HOURS writes NAME.pem, a certificate for HOST that ends in
// so many hours and vouches for itself, and NAME.key.
func certify(ts *testscript.TestScript, _ bool, args []string) {
	left, err := time.ParseDuration(args[2])
	ts.Check(err)
	ts.Check(writeCertificate(ts.MkAbs(args[0]), left, args[1]))
}

// writeCertificate writes a certificate for hosts to path.pem, which ends in so
// much time and vouches for itself, and its key to path.key.
func writeCertificate(path string, left time.Duration, hosts ...string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	until := time.Now().Add(left)
	template := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: hosts[0]},
		NotBefore: until.Add(-48 * time.Hour), NotAfter: until, IsCA: true, BasicConstraintsValid: true}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(path+".pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600),
		os.WriteFile(path+".key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), 0o600))
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
