package main

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"path"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	nakama "github.com/heroiclabs/nakama-common/runtime"
	"github.com/heroiclabs/nakama/v3/apigrpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"sagishi/internal/testing/nakamatest"
)

// newGateway returns the handler of the paths below /v2: Nakama's own gateway, with
// the same options, in front of the server.
func newGateway(ctx context.Context, server *nakamatest.Nakama) (http.Handler, error) {
	mux := runtime.NewServeMux(
		runtime.WithRoutingErrorHandler(routingError),
		runtime.WithMarshalerOption(runtime.MIMEWildcard, &runtime.HTTPBodyMarshaler{Marshaler: &runtime.JSONPb{
			MarshalOptions:   protojson.MarshalOptions{UseProtoNames: true, UseEnumNumbers: true},
			UnmarshalOptions: protojson.UnmarshalOptions{DiscardUnknown: true},
		}}),
	)
	err := apigrpc.RegisterNakamaHandlerClient(ctx, mux, apigrpc.NewNakamaClient(connection{server}))
	return mux, err
}

// routingError answers a request for a path or method that there is not.
func routingError(ctx context.Context, mux *runtime.ServeMux, marshaler runtime.Marshaler, w http.ResponseWriter, r *http.Request, httpStatus int) {
	err := status.Error(codes.Internal, "Unexpected routing error")
	switch httpStatus {
	case http.StatusBadRequest:
		err = status.Error(codes.InvalidArgument, http.StatusText(httpStatus))
	case http.StatusMethodNotAllowed:
		err = status.Error(codes.Unimplemented, http.StatusText(httpStatus))
	case http.StatusNotFound:
		err = status.Error(codes.NotFound, http.StatusText(httpStatus))
	}
	runtime.DefaultHTTPErrorHandler(runtime.NewServerMetadataContext(ctx, runtime.ServerMetadata{}), mux, marshaler, w, r, err)
}

// connection carries the gateway's calls to the server in the same process.
type connection struct{ server *nakamatest.Nakama }

var errStreams = errors.New("the API has no streams")

// NewStream is not used: the API has no streams.
func (connection) NewStream(context.Context, *grpc.StreamDesc, string, ...grpc.CallOption) (grpc.ClientStream, error) {
	return nil, errStreams
}

// Invoke runs a call of the API.
func (c connection) Invoke(ctx context.Context, method string, args, reply any, _ ...grpc.CallOption) error {
	in, isMessage := args.(proto.Message)
	out, isAnswer := reply.(proto.Message)
	if !isMessage || !isAnswer {
		return status.Error(codes.Internal, "not a message")
	}
	name := path.Base(method)
	caller, err := c.caller(ctx, name)
	if err != nil {
		return err
	}
	answer, err := caller.Call(name, in)
	if err != nil {
		return statusOf(err)
	}
	proto.Merge(out, answer)
	return nil
}

// statusOf converts an error of the server.
func statusOf(err error) error {
	var coded *nakama.Error
	if errors.As(err, &coded) {
		return status.Error(codes.Code(coded.Code), coded.Message) //nolint:gosec // a gRPC code, 1 to 16
	}
	return status.Error(codes.Internal, err.Error())
}

// caller returns the client of a call: logins have the server's key, all else the token
// of a session.
func (c connection) caller(ctx context.Context, name string) (*nakamatest.Session, error) {
	sent, _ := metadata.FromOutgoingContext(ctx)
	auth := sent.Get("authorization")
	address, _ := ctx.Value(addressKey{}).(string)
	unauthenticated := func(text string) (*nakamatest.Session, error) {
		return nil, status.Error(codes.Unauthenticated, text)
	}
	switch {
	case name == "Healthcheck":
		return c.server.Anonymous(address), nil
	case name == "SessionRefresh", strings.HasPrefix(name, "Authenticate"):
		if len(auth) != 1 {
			return unauthenticated("Server key required")
		}
		if key, ok := basicUser(auth[0]); !ok || key != serverKey {
			return unauthenticated("Server key invalid")
		}
		return c.server.Anonymous(address), nil
	case len(auth) == 0:
		return unauthenticated("Auth token required")
	}
	token, ok := strings.CutPrefix(auth[0], "Bearer ")
	client, valid := c.server.Client(token, address)
	if !ok || !valid || len(auth) != 1 {
		return unauthenticated("Auth token invalid")
	}
	return client, nil
}

// basicUser returns the user of a basic authorization.
func basicUser(auth string) (user string, ok bool) {
	encoded, ok := strings.CutPrefix(auth, "Basic ")
	if !ok {
		return "", false
	}
	text, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return "", false
	}
	user, _, ok = strings.Cut(string(text), ":")
	return user, ok
}
