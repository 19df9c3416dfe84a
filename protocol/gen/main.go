// Command gen compiles sagishi.proto into the folder above, with the generator of
// the protobuf version that the plugin links. It is a module of its own because
// the plugin has two dependencies only. Run it in its folder.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/bufbuild/protocompile"
	gengo "google.golang.org/protobuf/cmd/protoc-gen-go/internal_gengo"
	"google.golang.org/protobuf/compiler/protogen"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/pluginpb"
)

const schema = "sagishi.proto"

func main() {
	if err := generate(".."); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// generate writes the Go code into the folder of the schema, as protoc would.
func generate(folder string) error {
	request, err := compile(folder)
	if err != nil {
		return err
	}
	plugin, err := protogen.Options{}.New(request)
	if err != nil {
		return fmt.Errorf("read the request: %w", err)
	}
	for _, file := range plugin.Files {
		if file.Generate {
			gengo.GenerateFile(plugin, file)
		}
	}
	response := plugin.Response()
	if response.Error != nil {
		return fmt.Errorf("generate: %s", response.GetError())
	}
	for _, file := range response.GetFile() {
		path := filepath.Join(folder, file.GetName())
		if err := os.WriteFile(path, []byte(file.GetContent()), 0o600); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	return nil
}

// compile turns the schema and what it imports into a generator's request.
func compile(folder string) (*pluginpb.CodeGeneratorRequest, error) {
	compiler := protocompile.Compiler{
		Resolver:       protocompile.WithStandardImports(&protocompile.SourceResolver{ImportPaths: []string{folder}}),
		SourceInfoMode: protocompile.SourceInfoStandard,
	}
	files, err := compiler.Compile(context.Background(), schema)
	if err != nil {
		return nil, fmt.Errorf("compile: %w", err)
	}
	compiled := files[0]
	var all []*descriptorpb.FileDescriptorProto
	for i := range compiled.Imports().Len() {
		all = append(all, protodesc.ToFileDescriptorProto(compiled.Imports().Get(i).FileDescriptor))
	}
	return &pluginpb.CodeGeneratorRequest{
		FileToGenerate: []string{schema},
		Parameter:      proto.String("paths=source_relative"),
		ProtoFile:      append(all, protodesc.ToFileDescriptorProto(compiled)),
	}, nil
}
