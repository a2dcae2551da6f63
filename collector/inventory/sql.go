package inventory

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"constat/store/record"
)

// A database is asked one question whose answer is one whole number: how many
// records it has.
type database struct {
	ask    Ask
	at     *url.URL
	name   string       // of the database
	secure *tls.Config  // nil where nothing is encrypted: on this machine only
	said   atomic.Int64 // bytes that the database said, over all connections
	number func(ctx context.Context, d *database) (text string, err error)
}

// maxSpoken bounds what a database may say in all, in bytes: a number is short.
const maxSpoken = 1 << 20

func openPostgres(_ context.Context, u *url.URL, ask Ask) (source, error) {
	return openDatabase(u, ask, askPostgres)
}

func openMySQL(_ context.Context, u *url.URL, ask Ask) (source, error) {
	return openDatabase(u, ask, askMySQL)
}

func openDatabase(u *url.URL, ask Ask, number func(context.Context, *database) (string, error)) (source, error) {
	d := &database{ask: ask, at: u, name: strings.TrimPrefix(u.Path, "/"), number: number}
	if err := CheckQuery(ask.Question.Pick); err != nil {
		return nil, &stopped{record.Local, "not a query that counts"}
	}
	// What is not encrypted goes nowhere but to this machine.
	if !ask.here(u) || u.Query().Get("tls") == "verify" {
		d.secure = &tls.Config{ServerName: u.Hostname(), RootCAs: ask.Roots, MinVersion: tls.VersionTLS12}
	}
	return d, nil
}

// count asks, and reads the number.
func (d *database) count(ctx context.Context) (int64, error) {
	text, err := d.number(ctx, d)
	switch {
	case d.said.Load() > maxSpoken: // clients have their own words for it
		return 0, &stopped{record.ListLimit, "the answer is too long"}
	case err != nil:
		return 0, err
	}
	n, ok := wholeNumber(text)
	if !ok || strings.ContainsAny(text, " ,.'\u00a0\u202f") {
		return 0, &stopped{record.ListProtocol, "the answer is no whole number"}
	}
	return n, nil
}

// patience is how long the database may work: a little less than we wait, so
// that it stops by itself.
func (d *database) patience() time.Duration {
	return max(time.Second, time.Duration(d.ask.Question.Timeout)*time.Millisecond*9/10)
}

// dial connects, and bounds what is said.
func (d *database) dial(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := d.ask.connect(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return brief{c, &d.said}, nil
}

// A brief connection ends once the other side has said too much.
type brief struct {
	net.Conn
	said *atomic.Int64
}

var errTooLong = errors.New("the answer is too long")

func (b brief) Read(p []byte) (int, error) {
	n, err := b.Conn.Read(p)
	if b.said.Add(int64(n)) > maxSpoken {
		b.Close()
		return 0, errTooLong
	}
	return n, err
}

func (d *database) list(context.Context, func(record.Held) error) error { return nil }

func (d *database) read(context.Context, string) (io.ReadCloser, error) { return nil, io.EOF }

func (d *database) close() error { return nil }

// notOne is an answer that is not one row with one column.
func notOne() error { return &stopped{record.ListProtocol, "the answer is not one number"} }

// ofDatabase turns what a client says into a fault. Its words may quote the
// query, rows or our name, so that they are never taken over.
func ofDatabase(ctx context.Context, err error) error {
	var own *stopped
	switch {
	case err == nil || errors.As(err, &own):
		return err
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return &stopped{record.ListTimeout, "the time given was over"}
	}
	if fault, detail, ok := ofNetwork(err); ok {
		return &stopped{fault, detail}
	}
	return &stopped{record.ListProtocol, words(err)}
}
