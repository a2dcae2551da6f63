package inventory

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"constat/store/record"
)

// An s3 is a bucket, or what is under a prefix of it: s3://ENDPOINT/BUCKET/PREFIX.
type s3 struct {
	client         *minio.Client
	bucket, prefix string
	http           *http.Client
}

func openS3(_ context.Context, u *url.URL, ask Ask) (source, error) {
	bucket, prefix, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	if bucket == "" {
		return nil, &stopped{record.Local, "the address names no bucket: s3://ENDPOINT/BUCKET/PREFIX"}
	}
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	secure := u.Scheme == "s3"
	if !secure && ask.Secret["secret_key"] != "" && !ask.here(u) {
		return nil, &stopped{record.Local, "a signed request is not sent without TLS"}
	}
	h := newClient(ask)
	var who *credentials.Credentials
	if ask.Secret["access_key"] != "" {
		who = credentials.NewStaticV4(ask.Secret["access_key"], ask.Secret["secret_key"], ask.Secret["token"])
	}
	c, err := minio.New(u.Host, &minio.Options{Creds: who, Secure: secure, Region: ask.Secret["region"], Transport: h.Transport, MaxRetries: 3})
	if err != nil {
		return nil, &stopped{record.Local, "the endpoint cannot be used"}
	}
	c.SetAppInfo("constat", "0.1")
	return &s3{c, bucket, prefix, h}, nil
}

func (s *s3) list(ctx context.Context, each func(record.Held) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the listing if we leave it
	for o := range s.client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix, Recursive: true}) {
		if o.Err != nil {
			return refusedByS3(o.Err)
		}
		name := strings.TrimPrefix(o.Key, s.prefix)
		if name == "" || strings.HasSuffix(name, "/") && o.Size == 0 {
			continue // a folder's mark
		}
		h := record.Held{Path: name, Size: o.Size, Told: record.Tell(record.ETag, strings.Trim(o.ETag, `"`))}
		if !o.LastModified.IsZero() {
			h.Modified = record.At(o.LastModified)
		}
		if err := each(h); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func refusedByS3(err error) error {
	var r minio.ErrorResponse
	if !errors.As(err, &r) || r.StatusCode == 0 {
		return bare(err)
	}
	switch r.Code {
	case minio.NoSuchBucket:
		return &stopped{record.ListAbsent, "no such bucket"}
	case minio.AccessDenied, "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken":
		return &stopped{record.ListRefused, r.Code}
	}
	return refusal(r.StatusCode, false)
}

func (s *s3) read(ctx context.Context, name string) (io.ReadCloser, error) {
	return s.client.GetObject(ctx, s.bucket, s.prefix+name, minio.GetObjectOptions{})
}

func (s *s3) close() error { s.http.CloseIdleConnections(); return nil }
