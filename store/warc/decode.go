package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// Decode reads what Encode wrote, and nothing else: three records of one
// request, their digests right, not a byte more, and not one that Encode would
// have written otherwise. It takes no more than MaxSize before it refuses.
func Decode(b []byte) (Capture, error) {
	c, err := decode(b)
	if err != nil {
		return Capture{}, fmt.Errorf("decode capture: %w", err)
	}
	again, err := Encode(c)
	if err != nil {
		return Capture{}, fmt.Errorf("decode capture: %w", err)
	}
	if !bytes.Equal(again, b) {
		return Capture{}, errors.New("decode capture: not in its one form: the file was not written by this program, or was changed")
	}
	return canonical(c), nil
}

func decode(b []byte) (c Capture, err error) {
	in, left := bytes.NewReader(b), int64(MaxSize)
	for i, kind := range []string{"warcinfo", "request", "response"} {
		r, err := decodeRecord(in, &left)
		if err != nil {
			return c, fmt.Errorf("record %d: %w", i, err)
		}
		if r.Type() != kind && (kind != "response" || r.Type() != "revisit") {
			return c, fmt.Errorf("record %d is a %.20q, want a %s", i, r.Type(), kind)
		}
		if kind == "request" {
			c.Request = r.Block
		}
		if kind == "response" {
			err = c.answer(r)
		}
		if err != nil {
			return c, fmt.Errorf("record %d: %w", i, err)
		}
	}
	if in.Len() > 0 {
		return c, fmt.Errorf("%d bytes after the last record", in.Len())
	}
	return c, nil
}

// decodeRecord reads one member with one record in it.
func decodeRecord(in *bytes.Reader, left *int64) (Record, error) {
	if in.Len() == 0 {
		return Record{}, errors.New("missing")
	}
	z, err := gzip.NewReader(in)
	if err != nil {
		return Record{}, err
	}
	z.Multistream(false)
	plain, err := io.ReadAll(io.LimitReader(z, *left+1))
	if err != nil {
		return Record{}, err
	}
	if *left -= int64(len(plain)); *left < 0 {
		return Record{}, fmt.Errorf("larger than %d bytes", MaxSize)
	}
	r, err := readRecord(bufio.NewReader(bytes.NewReader(plain)))
	if err != nil {
		return Record{}, err
	}
	return r, r.Check()
}

// answer takes what the last record says. Encode checks all of it again.
func (c *Capture) answer(r Record) (err error) {
	end := bytes.Index(r.Block, blank) + len(blank)
	if end < len(blank) {
		return errors.New("no blank line after the header of the response")
	}
	c.Response, c.Body = r.Block[:end:end], r.Block[end:]
	c.URI = r.Get("WARC-Target-URI")
	c.Truncated = r.Get("WARC-Truncated") != ""
	if c.Date, err = time.Parse(time.RFC3339Nano, r.Get("WARC-Date")); err != nil {
		return err
	}
	if c.Peer, err = decodePeer(r); err != nil || r.Type() != "revisit" {
		return err
	}
	c.Refers, err = decodeRefer(r)
	return err
}

func decodePeer(r Record) (netip.AddrPort, error) {
	if r.Get("WARC-IP-Address") == "" {
		return netip.AddrPort{}, nil
	}
	addr, err := netip.ParseAddr(r.Get("WARC-IP-Address"))
	if err != nil {
		return netip.AddrPort{}, err
	}
	port, err := strconv.ParseUint(r.Get("Constat-Port"), 10, 16)
	return netip.AddrPortFrom(addr, uint16(port)), err
}

func decodeRefer(r Record) (*Refer, error) {
	date, err := time.Parse(time.RFC3339Nano, r.Get("WARC-Refers-To-Date"))
	if err != nil {
		return nil, err
	}
	sum, err := hex.DecodeString(strings.TrimPrefix(r.Get("WARC-Payload-Digest"), "sha256:"))
	if err != nil || len(sum) != 32 {
		return nil, fmt.Errorf("payload digest %.100q is not a SHA-256", r.Get("WARC-Payload-Digest"))
	}
	return &Refer{URI: r.Get("WARC-Refers-To-Target-URI"), Date: date, Digest: [32]byte(sum)}, nil
}
