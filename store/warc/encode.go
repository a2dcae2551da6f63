package warc

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"
)

const (
	magic   = "WARC/1.1"
	profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
)

// about is the block of the first record, the same in every file.
const about = "software: constat\r\n" +
	"format: WARC File Format 1.1\r\n" +
	"conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n" +
	"constat-format: constat-capture/1\r\n" +
	"description: one request and its answer; heads are written from parsed values, in the form of HTTP/1.1, " +
	"names sorted, and are not the octets on the wire; transfer coding is undone, content coding kept\r\n"

// Encode gives the one encoding of a capture. It refuses what has none: see the fields of Capture.
func Encode(c Capture) ([]byte, error) {
	c = canonical(c)
	if err := check(c); err != nil {
		return nil, fmt.Errorf("encode capture of %.100q: %w", c.URI, err)
	}
	info, infoID := encodeInfo(c)
	request, requestID := encodeRequest(c, infoID)
	return bytes.Join([][]byte{member(info), member(request), member(encodeResponse(c, infoID, requestID))}, nil), nil
}

func encodeInfo(c Capture) (record []byte, id string) {
	return encodeRecord([]field{
		{"WARC-Type", "warcinfo"},
		{"WARC-Date", stamp(c.Date)},
		{"Content-Type", "application/warc-fields"},
	}, []byte(about))
}

func encodeRequest(c Capture, info string) (record []byte, id string) {
	return encodeRecord(append([]field{
		{"WARC-Type", "request"},
		{"WARC-Date", stamp(c.Date)},
		{"WARC-Target-URI", c.URI},
		{"WARC-Warcinfo-ID", info},
		{"Content-Type", "application/http;msgtype=request"},
	}, peer(c)...), c.Request)
}

func encodeResponse(c Capture, info, request string) []byte {
	kind, block := "response", append(bytes.Clone(c.Response), c.Body...)
	if c.Refers != nil {
		kind = "revisit"
	}
	fields := append([]field{
		{"WARC-Type", kind},
		{"WARC-Date", stamp(c.Date)},
		{"WARC-Target-URI", c.URI},
		{"WARC-Warcinfo-ID", info},
		{"WARC-Concurrent-To", request},
		{"Content-Type", "application/http;msgtype=response"},
	}, peer(c)...)
	fields = append(fields, field{"WARC-Payload-Digest", label(c.Payload())})
	if c.Truncated {
		fields = append(fields, field{"WARC-Truncated", "length"})
	}
	if c.Refers != nil {
		fields = append(fields,
			field{"WARC-Profile", profile},
			field{"WARC-Refers-To-Target-URI", c.Refers.URI},
			field{"WARC-Refers-To-Date", stamp(c.Refers.Date)})
	}
	record, _ := encodeRecord(fields, block)
	return record
}

// peer says who answered. The standard has a field for the address, none for the port.
func peer(c Capture) []field {
	if !c.Peer.IsValid() {
		return nil
	}
	return []field{
		{"WARC-IP-Address", c.Peer.Addr().String()},
		{"Constat-Port", strconv.Itoa(int(c.Peer.Port()))},
	}
}

// A field is one named line of a record's header.
type field struct{ name, value string }

// encodeRecord adds digest and length, and an id made from all of that: a UUID
// of version 8 (RFC 9562, section 5.8) out of the SHA-256 of the header without it.
func encodeRecord(fields []field, block []byte) (record []byte, id string) {
	fields = append(fields,
		field{"WARC-Block-Digest", label(sha256.Sum256(block))},
		field{"Content-Length", strconv.Itoa(len(block))})
	id = uuid(sha256.Sum256(header(fields)))
	var b bytes.Buffer
	b.Write(header(append(fields, field{"WARC-Record-ID", id})))
	b.WriteString("\r\n")
	b.Write(block)
	b.WriteString("\r\n\r\n")
	return b.Bytes(), id
}

func header(fields []field) []byte {
	var b bytes.Buffer
	b.WriteString(magic + "\r\n")
	for _, f := range fields {
		b.WriteString(f.name + ": " + f.value + "\r\n")
	}
	return b.Bytes()
}

func uuid(sum [32]byte) string {
	u := sum[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// label writes a digest so that it can be compared with what sha256sum prints.
func label(sum [32]byte) string { return "sha256:" + hex.EncodeToString(sum[:]) }

// stamp is the date in WARC/1.1: a fraction only where there is one.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.999999999Z") }
