import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment: a date and a time with its offset, of RFC 3339, such as `2026-01-31T09:30:00Z`. */
  DateTime: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** A language tag of BCP 47, such as `en`, `pt-BR` or `zh-Hant`; `und` where the language is not known. */
  LanguageTag: { input: string; output: string; }
  /** An absolute `https:` or `data:` URL, or a path of this gateway that begins with `/`. */
  URL: { input: string; output: string; }
  /** A vector of numbers: a list of numbers, or a string of base64 over little-endian float32, as `encoding` asks. */
  Vector: { input: string | readonly number[]; output: string | readonly number[]; }
  _FieldSet: { input: string; output: string; }
};

/** An answer found in a text. */
export type Answer = {
  readonly __typename?: 'Answer';
  /** How sure the model is, from 0 to 1. */
  readonly confidence: Scalars['Float']['output'];
  /** The model that answered. */
  readonly model: Scalars['String']['output'];
  /** The answer; null where the text holds none. */
  readonly text?: Maybe<Text>;
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
};

/** An API key, without the key itself: that is shown once, when it is made. */
export type ApiKey = {
  readonly __typename?: 'ApiKey';
  /** The addresses and ranges that it is taken from; empty for anywhere. */
  readonly addresses: ReadonlyArray<Scalars['String']['output']>;
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Who made it: the id of a caller, `cli` for the command line, `file` for a file of keys. */
  readonly createdBy: Scalars['String']['output'];
  /** When it ends; null when it does not. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its public part, which stands in the key after `slc_live_` or `slc_dev_`, and in logs. */
  readonly id: Scalars['ID']['output'];
  /** When it was used last, exact to two minutes; null when it never was. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The models that its holder may use; null for those that the roles allow. */
  readonly models?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** What people call it. */
  readonly name: Scalars['String']['output'];
  /** The web origins that it is taken from; empty for anywhere. */
  readonly origins: ReadonlyArray<Scalars['String']['output']>;
  /** The public part of the key that was made in its place. */
  readonly replacedBy?: Maybe<Scalars['ID']['output']>;
  /** When it was revoked; null when it was not. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The roles of its holder. */
  readonly roles: ReadonlyArray<Scalars['String']['output']>;
  /** Permissions beside those of the roles. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  /** The AI services that its holder may use; null for those that the roles allow. */
  readonly services?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Whether it is good now. */
  readonly state: ApiKeyState;
  /** Whose data its holder works on. */
  readonly tenant: Scalars['String']['output'];
};

/** A page of API keys. */
export type ApiKeyConnection = {
  readonly __typename?: 'ApiKeyConnection';
  /** The keys, each with its place in the list. */
  readonly edges: ReadonlyArray<ApiKeyEdge>;
  /** The keys alone. */
  readonly nodes: ReadonlyArray<ApiKey>;
  /** Where this page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** An API key in a list. */
export type ApiKeyEdge = {
  readonly __typename?: 'ApiKeyEdge';
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The key. */
  readonly node: ApiKey;
};

/** Whether an API key is good. */
export type ApiKeyState =
  /** It is taken. */
  | 'ACTIVE'
  /** Its time is over. */
  | 'EXPIRED'
  /** It was revoked. */
  | 'REVOKED'
  /** It was rotated, and is taken until it ends. */
  | 'ROTATED';

/** A sound. AI services are its fields. */
export type Audio = {
  readonly __typename?: 'Audio';
  /** What is said in the sound. */
  readonly transcript?: Maybe<Transcript>;
  readonly url: Scalars['URL']['output'];
};


/** A sound. AI services are its fields. */
export type AudioTranscriptArgs = {
  language?: InputMaybe<Scalars['LanguageTag']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
};

/** Something that was done, and is kept. */
export type AuditEntry = {
  readonly __typename?: 'AuditEntry';
  /** What was done, such as `api-key.revoked`. */
  readonly action: Scalars['String']['output'];
  /** Who did it: the id of a caller, `cli` for the command line, `file` for a file of keys. */
  readonly actor: Scalars['String']['output'];
  /** When it was done. */
  readonly at: Scalars['DateTime']['output'];
  /** What else is worth knowing. */
  readonly details: Scalars['JSON']['output'];
  /** Its number. */
  readonly id: Scalars['ID']['output'];
  /** The id of what it was done to. */
  readonly target: Scalars['ID']['output'];
  /** Whose the target is. */
  readonly tenant: Scalars['String']['output'];
};

/** A page of what was done. */
export type AuditLogConnection = {
  readonly __typename?: 'AuditLogConnection';
  /** The entries, each with its place in the list. */
  readonly edges: ReadonlyArray<AuditLogEdge>;
  /** The entries alone. */
  readonly nodes: ReadonlyArray<AuditEntry>;
  /** Where this page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** An entry in a list. */
export type AuditLogEdge = {
  readonly __typename?: 'AuditLogEdge';
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: AuditEntry;
};

/** A rectangle in pixels, from the upper left corner of the picture. */
export type Box = {
  readonly __typename?: 'Box';
  /** Height in pixels. */
  readonly height: Scalars['Int']['output'];
  /** Pixels from the left edge. */
  readonly left: Scalars['Int']['output'];
  /** Pixels from the upper edge. */
  readonly top: Scalars['Int']['output'];
  /** Width in pixels. */
  readonly width: Scalars['Int']['output'];
};

/** Whether calls are sent to an instance. */
export type BreakerState =
  /** They are. */
  | 'CLOSED'
  /** A few are, to see whether all is well again. */
  | 'HALF_OPEN'
  /** They are not: it has failed too often. */
  | 'OPEN';

/** Who calls, as their credential tells. */
export type Caller = {
  readonly __typename?: 'Caller';
  /** When their credential ends; null when it does not. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Unique within the tenant; of an API key its public part. */
  readonly id: Scalars['ID']['output'];
  /** By what they proved who they are. */
  readonly kind: CallerKind;
  /** The models that they may use; null for those that their roles allow. */
  readonly models?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** What they may do, such as `context:embed`; `context:*` stands for all that begin so. */
  readonly permissions: ReadonlyArray<Scalars['String']['output']>;
  /** Their roles. */
  readonly roles: ReadonlyArray<Scalars['String']['output']>;
  /** The AI services that they may use; null for those that their roles allow. */
  readonly services?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Whose data they work on. */
  readonly tenant: Scalars['String']['output'];
};

/** By what a caller proves who they are. */
export type CallerKind =
  /** By nothing, where that is allowed. */
  | 'ANONYMOUS'
  /** An API key of this gateway. */
  | 'API_KEY'
  /** A client certificate. */
  | 'CERTIFICATE'
  /** A JSON Web Token of an identity provider. */
  | 'JWT'
  /** An opaque token of an authorization server. */
  | 'OAUTH_TOKEN';

/** Something that AI services can do: a part of the graph. */
export type Capability = {
  readonly __typename?: 'Capability';
  /** Whether calls of it are answered now: that of the service which is best; DOWN where none offers it. */
  readonly health: ServiceHealth;
  /** The models that may be named in calls of it, by name. */
  readonly models: ReadonlyArray<Scalars['String']['output']>;
  /** Its name, such as `embeddings`. */
  readonly name: Scalars['String']['output'];
  /** The names of the services that offer it, in the order of the configuration. */
  readonly services: ReadonlyArray<Scalars['String']['output']>;
};

/** A text sorted under labels. */
export type Classification = {
  readonly __typename?: 'Classification';
  /** The label that fits best. */
  readonly label: Scalars['String']['output'];
  /** The model that classified. */
  readonly model: Scalars['String']['output'];
  /** Every label with its score, best first. */
  readonly scores: ReadonlyArray<LabelScore>;
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
};

/** What a new API key is to be. */
export type CreateApiKeyInput = {
  /** The addresses and ranges that it is to be taken from, such as `10.0.0.0/8`; anywhere, without one. */
  readonly addresses?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** When it is to end; never, without it. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The models that its holder may use; those that the roles allow, without it. */
  readonly models?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What people call it, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** The web origins that it is to be taken from, such as `https://app.example.com`; anywhere, without one. */
  readonly origins?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The roles of its holder. A key has a role or a scope at least. */
  readonly roles?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Permissions beside those of the roles, such as `context:embed`. */
  readonly scopes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The AI services that its holder may use; those that the roles allow, without it. */
  readonly services?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Whose data its holder is to work on; the caller's tenant, without it. */
  readonly tenant?: InputMaybe<Scalars['String']['input']>;
};

/** What came of making an API key. */
export type CreateApiKeyPayload = {
  readonly __typename?: 'CreateApiKeyPayload';
  /** What is known of it from now on. */
  readonly apiKey: ApiKey;
  /** The key itself: a secret, told this once and kept nowhere. */
  readonly secret: Scalars['String']['output'];
};

/** A picture described in words. */
export type Description = {
  readonly __typename?: 'Description';
  /** The model that wrote it. */
  readonly model: Scalars['String']['output'];
  /** The description. */
  readonly text: Text;
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
};

/** A text as a vector. */
export type Embedding = {
  readonly __typename?: 'Embedding';
  /** How many numbers the vector has. */
  readonly dimensions: Scalars['Int']['output'];
  /** The model whose space it is in. */
  readonly model: Scalars['String']['output'];
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
  /** The vector, as the model gives it. */
  readonly vector: Scalars['Vector']['output'];
};


/** A text as a vector. */
export type EmbeddingVectorArgs = {
  encoding?: VectorEncoding;
};

/** Why a model stopped. */
export type FinishReason =
  /** The service's content filter ended it. */
  | 'CONTENT_FILTER'
  /** It reached maxTokens. */
  | 'LENGTH'
  /** It was done, or wrote a stop text. */
  | 'STOP'
  /** It asks for functions. */
  | 'TOOL_CALLS';

/** What a language model is to write. */
export type GenerateInput = {
  /** Most tokens to write. */
  readonly maxTokens?: InputMaybe<Scalars['Int']['input']>;
  /** The conversation so far, oldest first. */
  readonly messages: ReadonlyArray<MessageInput>;
  /** A model's name or alias; without it the route's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** A JSON Schema that the output must match. */
  readonly responseSchema?: InputMaybe<Scalars['JSON']['input']>;
  /** The same seed and input give the same output, where the model can. */
  readonly seed?: InputMaybe<Scalars['Int']['input']>;
  /** Texts that end the writing; they are not part of the output. */
  readonly stop?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What the model is told before the conversation. */
  readonly system?: InputMaybe<Scalars['String']['input']>;
  /** How freely the model chooses, 0 to 2; 0 always takes the likeliest token. */
  readonly temperature?: InputMaybe<Scalars['Float']['input']>;
  /** Functions that the model may ask for. */
  readonly tools?: InputMaybe<ReadonlyArray<ToolInput>>;
  /** Only the likeliest tokens with this sum of probabilities are chosen from, above 0 to 1. */
  readonly topP?: InputMaybe<Scalars['Float']['input']>;
};

/** What a language model wrote. */
export type Generation = {
  readonly __typename?: 'Generation';
  /** Why the model stopped. */
  readonly finishReason: FinishReason;
  /** Where a response schema was given: the output as JSON. */
  readonly json?: Maybe<Scalars['JSON']['output']>;
  /** The model that wrote. */
  readonly model: Scalars['String']['output'];
  /** The text. */
  readonly text: Text;
  /** Functions that the model asks for. */
  readonly toolCalls: ReadonlyArray<ToolCall>;
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
};

/** The next piece of text. */
export type GenerationDelta = {
  readonly __typename?: 'GenerationDelta';
  /** To be put after what came before. */
  readonly text: Scalars['String']['output'];
};

/** What happens while a model writes. */
export type GenerationEvent = GenerationDelta | GenerationFinished | GenerationRestarted | GenerationStarted;

/** The model has stopped. */
export type GenerationFinished = {
  readonly __typename?: 'GenerationFinished';
  /** The whole. */
  readonly generation?: Maybe<Generation>;
};

/** Another service began anew, where the route allows it: what came before is void. */
export type GenerationRestarted = {
  readonly __typename?: 'GenerationRestarted';
  /** The model that writes from now on. */
  readonly model: Scalars['String']['output'];
};

/** A model has begun. */
export type GenerationStarted = {
  readonly __typename?: 'GenerationStarted';
  /** The model that writes. */
  readonly model: Scalars['String']['output'];
};

/** A picture. AI services are its fields. */
export type Image = {
  readonly __typename?: 'Image';
  /** What the picture shows, in words. */
  readonly description?: Maybe<Description>;
  /** The text that stands in the picture (optical character recognition). */
  readonly recognition?: Maybe<Recognition>;
  readonly url: Scalars['URL']['output'];
};


/** A picture. AI services are its fields. */
export type ImageDescriptionArgs = {
  model?: InputMaybe<Scalars['String']['input']>;
};


/** A picture. AI services are its fields. */
export type ImageRecognitionArgs = {
  languages?: InputMaybe<ReadonlyArray<Scalars['LanguageTag']['input']>>;
  model?: InputMaybe<Scalars['String']['input']>;
};

/** An error of an instance. */
export type InstanceError = {
  readonly __typename?: 'InstanceError';
  /** When it came. */
  readonly at: Scalars['DateTime']['output'];
  /** Its code, such as `PROVIDER_OVERLOADED`. */
  readonly code: Scalars['String']['output'];
};

/** How the gateway came to know an instance. */
export type InstanceSource =
  /** It stands in the configuration. */
  | 'CONFIGURED'
  /** It stands in DNS. */
  | 'DNS'
  /** It has registered itself. */
  | 'REGISTERED';

/** How well a label fits. */
export type LabelScore = {
  readonly __typename?: 'LabelScore';
  /** The label as given. */
  readonly label: Scalars['String']['output'];
  /** From 0 to 1; the scores of all labels sum to 1. */
  readonly score: Scalars['Float']['output'];
};

/** The language of a text, as a model sees it. */
export type Language = {
  readonly __typename?: 'Language';
  /** The next most likely languages, best first. */
  readonly alternatives: ReadonlyArray<LanguageAlternative>;
  /** The most likely language. */
  readonly code: Scalars['LanguageTag']['output'];
  /** How sure the model is of it, from 0 to 1. */
  readonly confidence: Scalars['Float']['output'];
  /** The model that told it. */
  readonly model: Scalars['String']['output'];
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
};

/** A language that the text might be written in as well. */
export type LanguageAlternative = {
  readonly __typename?: 'LanguageAlternative';
  /** The language. */
  readonly code: Scalars['LanguageTag']['output'];
  /** How sure the model is of it, from 0 to 1. */
  readonly confidence: Scalars['Float']['output'];
};

/** How long an instance took of late, in milliseconds; for streams, until they began. Null where nothing was measured. */
export type LatencySummary = {
  readonly __typename?: 'LatencySummary';
  /** The average, the newest counting most. */
  readonly average?: Maybe<Scalars['Float']['output']>;
  /** Half of all took no longer. */
  readonly p50?: Maybe<Scalars['Float']['output']>;
  /** Of twenty, nineteen took no longer. */
  readonly p95?: Maybe<Scalars['Float']['output']>;
  /** Of a hundred, ninety-nine took no longer. */
  readonly p99?: Maybe<Scalars['Float']['output']>;
};

/** One turn of a conversation. */
export type MessageInput = {
  /** What is said. */
  readonly content: Scalars['String']['input'];
  /** Pictures that go with it. */
  readonly images?: InputMaybe<ReadonlyArray<Scalars['URL']['input']>>;
  /** Who speaks. */
  readonly role: MessageRole;
  /** In a turn of a tool: the id of the call that it answers. */
  readonly toolCallId?: InputMaybe<Scalars['ID']['input']>;
  /** In a turn of the assistant: the functions that it asked for. */
  readonly toolCalls?: InputMaybe<ReadonlyArray<ToolCallInput>>;
};

/** Who speaks. */
export type MessageRole =
  /** The model. */
  | 'ASSISTANT'
  /** A function, with its result. */
  | 'TOOL'
  /** The person. */
  | 'USER';

/** A model of a capability. */
export type Model = {
  readonly __typename?: 'Model';
  /** Other names that lead to it: aliases, and the names of routes of which it is a target. */
  readonly aliases: ReadonlyArray<Scalars['String']['output']>;
  /** What it is for, such as `generation`. */
  readonly capability: Scalars['String']['output'];
  /** Its name, which calls give as `model`. */
  readonly name: Scalars['String']['output'];
  /** By which services it is offered, in the order of the configuration. */
  readonly offers: ReadonlyArray<ModelOffer>;
};

/** What a model can do that others of its capability may not. */
export type ModelFeature =
  /** It gives the same for the same seed. */
  | 'SEED'
  /** It stops at given texts. */
  | 'STOP'
  /** It tells its answer while it makes it. */
  | 'STREAMING'
  /** It keeps to a JSON Schema. */
  | 'STRUCTURED_OUTPUT'
  /** It calls functions that it is told of. */
  | 'TOOLS';

/** What a model takes in. */
export type ModelInput =
  /** Sound. */
  | 'AUDIO'
  /** Pictures. */
  | 'IMAGE'
  /** Text. */
  | 'TEXT';

/** A model as one service offers it. What the service does not tell is null. */
export type ModelOffer = {
  readonly __typename?: 'ModelOffer';
  /** How many tokens its window holds, input and output together unless the vendor counts otherwise. */
  readonly contextTokens?: Maybe<Scalars['Int']['output']>;
  /** What it can do that others of its capability may not. */
  readonly features?: Maybe<ReadonlyArray<ModelFeature>>;
  /** Whether that service takes calls. */
  readonly health: ServiceHealth;
  /** What it takes in. */
  readonly inputs?: Maybe<ReadonlyArray<ModelInput>>;
  /** Whether the service uses it where a call names none. */
  readonly isDefault: Scalars['Boolean']['output'];
  /** The most tokens that it writes in one answer. */
  readonly maxOutputTokens?: Maybe<Scalars['Int']['output']>;
  /** Its list price, to choose and to estimate by; the bill is the vendor's. */
  readonly price?: Maybe<ModelPrice>;
  /** The name of the service. */
  readonly service: Scalars['String']['output'];
};

/** A list price on a day. A rate that does not apply is null. */
export type ModelPrice = {
  readonly __typename?: 'ModelPrice';
  /** The day on which it was so, such as `2026-11-23`. */
  readonly asOf: Scalars['String']['output'];
  /** For a million tokens that the vendor still knew from a call before. */
  readonly cachedInputPerMillionTokens?: Maybe<Scalars['Float']['output']>;
  /** The currency of its rates (ISO 4217). */
  readonly currency: Scalars['String']['output'];
  /** For a million tokens read. */
  readonly inputPerMillionTokens?: Maybe<Scalars['Float']['output']>;
  /** For a million tokens written. */
  readonly outputPerMillionTokens?: Maybe<Scalars['Float']['output']>;
  /** For a picture. */
  readonly perImage?: Maybe<Scalars['Float']['output']>;
  /** For a million characters. */
  readonly perMillionCharacters?: Maybe<Scalars['Float']['output']>;
  /** For a minute of sound. */
  readonly perMinute?: Maybe<Scalars['Float']['output']>;
};

/** A model's judgement of a text. */
export type Moderation = {
  readonly __typename?: 'Moderation';
  /** The categories that the model knows, each with its score. */
  readonly categories: ReadonlyArray<ModerationCategory>;
  /** Whether any category is above its threshold. */
  readonly flagged: Scalars['Boolean']['output'];
  /** The model that judged; thresholds differ between models. */
  readonly model: Scalars['String']['output'];
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
};

/** One kind of offence. */
export type ModerationCategory = {
  readonly __typename?: 'ModerationCategory';
  /** Whether the score is above the model's threshold for it. */
  readonly flagged: Scalars['Boolean']['output'];
  /** The model's name for it, such as `toxicity`. */
  readonly name: Scalars['String']['output'];
  /** How strongly the text shows it, from 0 to 1. */
  readonly score: Scalars['Float']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Makes an API key. Nobody can give more than they hold. */
  readonly createApiKey?: Maybe<CreateApiKeyPayload>;
  /** Lets a language model write. Several in one operation run one after the other, in its order. */
  readonly generate?: Maybe<Generation>;
  /** Ends an API key for good. Every gateway refuses it within a second. */
  readonly revokeApiKey?: Maybe<RevokeApiKeyPayload>;
  /** Ends an access token before its time, such as one that was lost. Every gateway refuses it within a second. */
  readonly revokeToken?: Maybe<RevokeTokenPayload>;
  /** Makes an API key in the place of another, which stays good for a while beside it. */
  readonly rotateApiKey?: Maybe<RotateApiKeyPayload>;
};


export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


export type MutationGenerateArgs = {
  input: GenerateInput;
};


export type MutationRevokeApiKeyArgs = {
  input: RevokeApiKeyInput;
};


export type MutationRevokeTokenArgs = {
  input: RevokeTokenInput;
};


export type MutationRotateApiKeyArgs = {
  input: RotateApiKeyInput;
};

/** Where a page of a list stands in it. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** What to give as `after` to read on; null for an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether the list goes on after this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** An API key of the caller's tenant. */
  readonly apiKey?: Maybe<ApiKey>;
  /** The API keys of the caller's tenant, the newest first; of every tenant for those who manage tenants. */
  readonly apiKeys?: Maybe<ApiKeyConnection>;
  /** A sound to work on. */
  readonly audio?: Maybe<Audio>;
  /** Who changed what in the caller's tenant, the newest first; in every tenant for those who manage tenants. */
  readonly auditLog?: Maybe<AuditLogConnection>;
  /** What AI services can do, by name: each capability of the graph, whether it is offered now or not. */
  readonly capabilities?: Maybe<ReadonlyArray<Capability>>;
  /** A picture to work on. */
  readonly image?: Maybe<Image>;
  /** Who calls, and what they may do. */
  readonly me?: Maybe<Caller>;
  /** The models that services offer, by capability and name. */
  readonly models?: Maybe<ReadonlyArray<Model>>;
  /** The AI services of this gateway, in the order of its configuration. */
  readonly services?: Maybe<ReadonlyArray<Service>>;
  /** A text to work on. */
  readonly text?: Maybe<Text>;
  /** Several texts to work on, in the order given. */
  readonly texts?: Maybe<ReadonlyArray<Maybe<Text>>>;
};


export type QueryApiKeyArgs = {
  id: Scalars['ID']['input'];
};


export type QueryApiKeysArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  tenant?: InputMaybe<Scalars['String']['input']>;
};


export type QueryAudioArgs = {
  url: Scalars['URL']['input'];
};


export type QueryAuditLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  tenant?: InputMaybe<Scalars['String']['input']>;
};


export type QueryImageArgs = {
  url: Scalars['URL']['input'];
};


export type QueryModelsArgs = {
  capability?: InputMaybe<Scalars['String']['input']>;
};


export type QueryTextArgs = {
  content: Scalars['String']['input'];
};


export type QueryTextsArgs = {
  contents: ReadonlyArray<Scalars['String']['input']>;
};

/** The text read from a picture. */
export type Recognition = {
  readonly __typename?: 'Recognition';
  /** How sure the model is of the whole, from 0 to 1. */
  readonly confidence: Scalars['Float']['output'];
  /** The model that read the picture. */
  readonly model: Scalars['String']['output'];
  /** The whole text: lines of one paragraph joined, paragraphs parted by a blank line. */
  readonly text: Text;
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
  /** The words in reading order, each with its place in the picture. */
  readonly words: ReadonlyArray<RecognizedWord>;
};

/** A word and its place in the picture. */
export type RecognizedWord = {
  readonly __typename?: 'RecognizedWord';
  /** Where it stands. */
  readonly box: Box;
  /** How sure the model is of this word, from 0 to 1. */
  readonly confidence: Scalars['Float']['output'];
  /** The word as read. */
  readonly text: Scalars['String']['output'];
};

/** Which API key is to end. */
export type RevokeApiKeyInput = {
  /** The public part of the key. */
  readonly id: Scalars['ID']['input'];
};

/** What came of revoking an API key. */
export type RevokeApiKeyPayload = {
  readonly __typename?: 'RevokeApiKeyPayload';
  /** The key. */
  readonly apiKey: ApiKey;
};

/** Which access token is to end. */
export type RevokeTokenInput = {
  /** The token itself, as it would be sent to the gateway. */
  readonly token: Scalars['String']['input'];
};

/** What came of revoking a token. */
export type RevokeTokenPayload = {
  readonly __typename?: 'RevokeTokenPayload';
  /** Its name in the audit log, which tells nothing of it. */
  readonly credential: Scalars['ID']['output'];
  /** How long it is remembered: until it would have ended by itself. */
  readonly until: Scalars['DateTime']['output'];
};

/** Which API key is to be replaced, and how. */
export type RotateApiKeyInput = {
  /** When the new key is to end; when the old one would have, without it. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The public part of the key. */
  readonly id: Scalars['ID']['input'];
  /** Until when the old key stays good: now or before ends it at once, 90 days from now at most; a day from now, without it. */
  readonly validUntil?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What came of rotating an API key. */
export type RotateApiKeyPayload = {
  readonly __typename?: 'RotateApiKeyPayload';
  /** The new key. */
  readonly apiKey: ApiKey;
  /** The old key, and when it ends. */
  readonly replaced: ApiKey;
  /** The new key itself: a secret, told this once and kept nowhere. */
  readonly secret: Scalars['String']['output'];
};

/** An AI service behind this gateway. */
export type Service = {
  readonly __typename?: 'Service';
  /** What it offers; empty until it has told. */
  readonly capabilities: ReadonlyArray<ServiceCapability>;
  /** Whether it takes calls: that of its instance which is best. */
  readonly health: ServiceHealth;
  /** Its copies that the gateway knows. */
  readonly instances: ReadonlyArray<ServiceInstance>;
  /** Its name in the configuration. */
  readonly name: Scalars['String']['output'];
};

/** A capability as one service offers it. */
export type ServiceCapability = {
  readonly __typename?: 'ServiceCapability';
  /** The models that may be named in calls, the default first. */
  readonly models: ReadonlyArray<Scalars['String']['output']>;
  /** The capability, such as `embeddings`. */
  readonly name: Scalars['String']['output'];
};

/** Whether an AI service takes calls. */
export type ServiceHealth =
  /** It is gone, or does not answer. */
  | 'DOWN'
  /** It ends what it has begun, and takes no more. */
  | 'DRAINING'
  /** It takes calls. */
  | 'READY'
  /** It has begun, and its models are being loaded. */
  | 'STARTING';

/** A running copy of an AI service, as this gateway sees it. */
export type ServiceInstance = {
  readonly __typename?: 'ServiceInstance';
  /** Whether calls are sent to it, after what became of those before. */
  readonly breaker: BreakerState;
  /** Until when it is left alone, since its provider limits our rate; null where it is not. */
  readonly coolDownUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Calls that it has failed since then. */
  readonly failures: Scalars['Float']['output'];
  /** What it says of itself. */
  readonly health: ServiceHealth;
  /** Its own name among all instances. */
  readonly id: Scalars['ID']['output'];
  /** Calls on their way to it. */
  readonly inFlight: Scalars['Int']['output'];
  /** Its last error that was not the caller's doing; null where there was none. */
  readonly lastError?: Maybe<InstanceError>;
  /** How long it takes. */
  readonly latency: LatencySummary;
  /** When an open breaker lets a call through, to see whether all is well again; null where it is not open. */
  readonly openUntil?: Maybe<Scalars['DateTime']['output']>;
  /** How the gateway came to know it. */
  readonly source: InstanceSource;
  /** Calls that it has answered since this gateway knows it. */
  readonly successes: Scalars['Float']['output'];
};

/** How near two texts are. */
export type Similarity = {
  readonly __typename?: 'Similarity';
  /** The model whose space both are in. */
  readonly model: Scalars['String']['output'];
  /** The cosine of the angle between the two vectors: 1 the same direction, 0 unrelated, -1 opposite. */
  readonly score: Scalars['Float']['output'];
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
};

/** A text spoken. */
export type Speech = {
  readonly __typename?: 'Speech';
  /** The sound. */
  readonly audio: Audio;
  /** The model that spoke. */
  readonly model: Scalars['String']['output'];
  /** How long it is, in seconds. */
  readonly seconds: Scalars['Float']['output'];
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
  /** The voice that speaks. */
  readonly voice: Scalars['String']['output'];
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Lets a language model write, and tells each piece as it comes. */
  readonly generate?: Maybe<GenerationEvent>;
  /** Tells how the AI services are: each once at the beginning, then each when it changes, at most once in half a second. What it offers, whether its instances are ready, and their breakers and cool-downs are changes; numbers are not. */
  readonly services?: Maybe<Service>;
};


export type SubscriptionGenerateArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: GenerateInput;
};

/** A text in fewer words. */
export type Summary = {
  readonly __typename?: 'Summary';
  /** Whether it consists of sentences of the text itself, rather than of new ones. */
  readonly extractive: Scalars['Boolean']['output'];
  /** The model that summarized. */
  readonly model: Scalars['String']['output'];
  /** The summary. */
  readonly text: Text;
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
};

/** A text. AI services are its fields: each is answered by a service that offers the capability. */
export type Text = {
  readonly __typename?: 'Text';
  /** What the text says in answer to a question. */
  readonly answer?: Maybe<Answer>;
  /** Which of the given labels fits the text best (zero-shot: the labels are free words). */
  readonly classification?: Maybe<Classification>;
  readonly content: Scalars['String']['output'];
  /** The text's place in a model's vector space: texts of like meaning lie near each other. */
  readonly embedding?: Maybe<Embedding>;
  /** The language that the text is written in. */
  readonly language?: Maybe<Language>;
  /** Whether the text offends, and how. */
  readonly moderation?: Maybe<Moderation>;
  /** How near another text is in meaning. */
  readonly similarity?: Maybe<Similarity>;
  /** The text spoken. */
  readonly speech?: Maybe<Speech>;
  /** The text in fewer words. */
  readonly summary?: Maybe<Summary>;
  /** The text in another language. */
  readonly translation?: Maybe<Translation>;
};


/** A text. AI services are its fields: each is answered by a service that offers the capability. */
export type TextAnswerArgs = {
  model?: InputMaybe<Scalars['String']['input']>;
  question: Scalars['String']['input'];
};


/** A text. AI services are its fields: each is answered by a service that offers the capability. */
export type TextClassificationArgs = {
  labels: ReadonlyArray<Scalars['String']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
};


/** A text. AI services are its fields: each is answered by a service that offers the capability. */
export type TextEmbeddingArgs = {
  model?: InputMaybe<Scalars['String']['input']>;
};


/** A text. AI services are its fields: each is answered by a service that offers the capability. */
export type TextLanguageArgs = {
  model?: InputMaybe<Scalars['String']['input']>;
};


/** A text. AI services are its fields: each is answered by a service that offers the capability. */
export type TextModerationArgs = {
  model?: InputMaybe<Scalars['String']['input']>;
};


/** A text. AI services are its fields: each is answered by a service that offers the capability. */
export type TextSimilarityArgs = {
  model?: InputMaybe<Scalars['String']['input']>;
  to: Scalars['String']['input'];
};


/** A text. AI services are its fields: each is answered by a service that offers the capability. */
export type TextSpeechArgs = {
  model?: InputMaybe<Scalars['String']['input']>;
  rate?: InputMaybe<Scalars['Float']['input']>;
  voice?: InputMaybe<Scalars['String']['input']>;
};


/** A text. AI services are its fields: each is answered by a service that offers the capability. */
export type TextSummaryArgs = {
  maxSentences?: InputMaybe<Scalars['Int']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
};


/** A text. AI services are its fields: each is answered by a service that offers the capability. */
export type TextTranslationArgs = {
  from?: InputMaybe<Scalars['LanguageTag']['input']>;
  model?: InputMaybe<Scalars['String']['input']>;
  to: Scalars['LanguageTag']['input'];
};

/** A function that the model asks for. */
export type ToolCall = {
  readonly __typename?: 'ToolCall';
  /** The arguments. */
  readonly arguments: Scalars['JSON']['output'];
  /** The call's id, to be named in the answer. */
  readonly id: Scalars['ID']['output'];
  /** The function's name. */
  readonly name: Scalars['String']['output'];
};

/** A function that the model asked for in an earlier turn. */
export type ToolCallInput = {
  /** The arguments. */
  readonly arguments: Scalars['JSON']['input'];
  /** The call's id. */
  readonly id: Scalars['ID']['input'];
  /** The function's name. */
  readonly name: Scalars['String']['input'];
};

/** A function that the model may ask for. */
export type ToolInput = {
  /** What it does, for the model to read. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The function's name. */
  readonly name: Scalars['String']['input'];
  /** JSON Schema of its arguments. */
  readonly parameters: Scalars['JSON']['input'];
};

/** Speech as text. */
export type Transcript = {
  readonly __typename?: 'Transcript';
  /** The language spoken; null where the model does not tell. */
  readonly language?: Maybe<Scalars['LanguageTag']['output']>;
  /** The model that listened. */
  readonly model: Scalars['String']['output'];
  /** The parts in order, each with its time. */
  readonly segments: ReadonlyArray<TranscriptSegment>;
  /** The whole text. */
  readonly text: Text;
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
};

/** A stretch of speech. */
export type TranscriptSegment = {
  readonly __typename?: 'TranscriptSegment';
  /** Where it ends, in seconds. */
  readonly end: Scalars['Float']['output'];
  /** Where it begins, in seconds. */
  readonly start: Scalars['Float']['output'];
  /** What is said. */
  readonly text: Scalars['String']['output'];
};

/** A text in another language. */
export type Translation = {
  readonly __typename?: 'Translation';
  /** The language translated from. */
  readonly from: Scalars['LanguageTag']['output'];
  /** The model that translated. */
  readonly model: Scalars['String']['output'];
  /** The translated text. */
  readonly text: Text;
  /** The language translated to. */
  readonly to: Scalars['LanguageTag']['output'];
  /** What the call consumed. */
  readonly usage?: Maybe<Usage>;
};

/** What a call consumed, as the service counted it; what does not apply is null. */
export type Usage = {
  readonly __typename?: 'Usage';
  /** Seconds of sound, read or written. */
  readonly audioSeconds?: Maybe<Scalars['Float']['output']>;
  /** Characters read (UTF-16 code units). */
  readonly inputCharacters?: Maybe<Scalars['Int']['output']>;
  /** Pixels read. */
  readonly inputPixels?: Maybe<Scalars['Int']['output']>;
  /** Tokens read, by the model's own tokenizer. */
  readonly inputTokens?: Maybe<Scalars['Int']['output']>;
  /** Tokens written, by the model's own tokenizer. */
  readonly outputTokens?: Maybe<Scalars['Int']['output']>;
};

/** How a vector is written. */
export type VectorEncoding =
  /** A string: base64 over little-endian float32, about a quarter of the list's size. */
  | 'BASE64'
  /** A list of JSON numbers. */
  | 'LIST';

/** What a call does beside answering. */
export type Sluice__Effect =
  /** It costs: it may be sent again where the route allows. */
  | 'BILLABLE'
  /** Nothing: the answer may be cached, deduplicated and asked for twice. */
  | 'PURE'
  /** It changes something: it is never sent again after dispatch. */
  | 'SIDE_EFFECT';

/** Which target may answer in place of another. */
export type Sluice__Interchangeable =
  /** Any that offers the capability. */
  | 'ANY'
  /** None. */
  | 'NEVER'
  /** Only one with the same model: vector spaces and thresholds differ between models. */
  | 'SAME_MODEL';

export type WithIndex<TObject> = TObject & Record<string, any>;
export type ResolversObject<TObject> = WithIndex<TObject>;

export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = ResolversObject<{
  Audio: Audio;
  Image: Image;
  Text: Text;
}>;

/** Mapping of federation reference types */
export type FederationReferenceTypes = ResolversObject<{
  Audio:
    ( { __typename: 'Audio' }
    & GraphQLRecursivePick<FederationTypes['Audio'], {"url":true}> );
  Image:
    ( { __typename: 'Image' }
    & GraphQLRecursivePick<FederationTypes['Image'], {"url":true}> );
  Text:
    ( { __typename: 'Text' }
    & GraphQLRecursivePick<FederationTypes['Text'], {"content":true}> );
}>;

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = ResolversObject<{
  GenerationEvent:
    | ( GenerationDelta )
    | ( GenerationFinished )
    | ( GenerationRestarted )
    | ( GenerationStarted )
  ;
}>;


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = ResolversObject<{
  Answer: ResolverTypeWrapper<Answer>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ApiKey: ResolverTypeWrapper<ApiKey>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ApiKeyConnection: ResolverTypeWrapper<ApiKeyConnection>;
  ApiKeyEdge: ResolverTypeWrapper<ApiKeyEdge>;
  ApiKeyState: ApiKeyState;
  Audio: ResolverTypeWrapper<Audio>;
  AuditEntry: ResolverTypeWrapper<AuditEntry>;
  AuditLogConnection: ResolverTypeWrapper<AuditLogConnection>;
  AuditLogEdge: ResolverTypeWrapper<AuditLogEdge>;
  Box: ResolverTypeWrapper<Box>;
  BreakerState: BreakerState;
  Caller: ResolverTypeWrapper<Caller>;
  CallerKind: CallerKind;
  Capability: ResolverTypeWrapper<Capability>;
  Classification: ResolverTypeWrapper<Classification>;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: ResolverTypeWrapper<CreateApiKeyPayload>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Description: ResolverTypeWrapper<Description>;
  Embedding: ResolverTypeWrapper<Embedding>;
  FinishReason: FinishReason;
  GenerateInput: GenerateInput;
  Generation: ResolverTypeWrapper<Generation>;
  GenerationDelta: ResolverTypeWrapper<GenerationDelta>;
  GenerationEvent: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['GenerationEvent']>;
  GenerationFinished: ResolverTypeWrapper<GenerationFinished>;
  GenerationRestarted: ResolverTypeWrapper<GenerationRestarted>;
  GenerationStarted: ResolverTypeWrapper<GenerationStarted>;
  Image: ResolverTypeWrapper<Image>;
  InstanceError: ResolverTypeWrapper<InstanceError>;
  InstanceSource: InstanceSource;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LabelScore: ResolverTypeWrapper<LabelScore>;
  Language: ResolverTypeWrapper<Language>;
  LanguageAlternative: ResolverTypeWrapper<LanguageAlternative>;
  LanguageTag: ResolverTypeWrapper<Scalars['LanguageTag']['output']>;
  LatencySummary: ResolverTypeWrapper<LatencySummary>;
  MessageInput: MessageInput;
  MessageRole: MessageRole;
  Model: ResolverTypeWrapper<Model>;
  ModelFeature: ModelFeature;
  ModelInput: ModelInput;
  ModelOffer: ResolverTypeWrapper<ModelOffer>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ModelPrice: ResolverTypeWrapper<ModelPrice>;
  Moderation: ResolverTypeWrapper<Moderation>;
  ModerationCategory: ResolverTypeWrapper<ModerationCategory>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Recognition: ResolverTypeWrapper<Recognition>;
  RecognizedWord: ResolverTypeWrapper<RecognizedWord>;
  RevokeApiKeyInput: RevokeApiKeyInput;
  RevokeApiKeyPayload: ResolverTypeWrapper<RevokeApiKeyPayload>;
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: ResolverTypeWrapper<RevokeTokenPayload>;
  RotateApiKeyInput: RotateApiKeyInput;
  RotateApiKeyPayload: ResolverTypeWrapper<RotateApiKeyPayload>;
  Service: ResolverTypeWrapper<Service>;
  ServiceCapability: ResolverTypeWrapper<ServiceCapability>;
  ServiceHealth: ServiceHealth;
  ServiceInstance: ResolverTypeWrapper<ServiceInstance>;
  Similarity: ResolverTypeWrapper<Similarity>;
  Speech: ResolverTypeWrapper<Speech>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Summary: ResolverTypeWrapper<Summary>;
  Text: ResolverTypeWrapper<Text>;
  ToolCall: ResolverTypeWrapper<ToolCall>;
  ToolCallInput: ToolCallInput;
  ToolInput: ToolInput;
  Transcript: ResolverTypeWrapper<Transcript>;
  TranscriptSegment: ResolverTypeWrapper<TranscriptSegment>;
  Translation: ResolverTypeWrapper<Translation>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  Usage: ResolverTypeWrapper<Usage>;
  Vector: ResolverTypeWrapper<Scalars['Vector']['output']>;
  VectorEncoding: VectorEncoding;
  sluice__Effect: Sluice__Effect;
  sluice__Interchangeable: Sluice__Interchangeable;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
}>;

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = ResolversObject<{
  Answer: Answer;
  Float: Scalars['Float']['output'];
  ApiKey: ApiKey;
  ID: Scalars['ID']['output'];
  ApiKeyConnection: ApiKeyConnection;
  ApiKeyEdge: ApiKeyEdge;
  Audio: Audio | FederationReferenceTypes['Audio'];
  AuditEntry: AuditEntry;
  AuditLogConnection: AuditLogConnection;
  AuditLogEdge: AuditLogEdge;
  Box: Box;
  Caller: Caller;
  Capability: Capability;
  Classification: Classification;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: CreateApiKeyPayload;
  DateTime: Scalars['DateTime']['output'];
  Description: Description;
  Embedding: Embedding;
  GenerateInput: GenerateInput;
  Generation: Generation;
  GenerationDelta: GenerationDelta;
  GenerationEvent: ResolversUnionTypes<ResolversParentTypes>['GenerationEvent'];
  GenerationFinished: GenerationFinished;
  GenerationRestarted: GenerationRestarted;
  GenerationStarted: GenerationStarted;
  Image: Image | FederationReferenceTypes['Image'];
  InstanceError: InstanceError;
  JSON: Scalars['JSON']['output'];
  LabelScore: LabelScore;
  Language: Language;
  LanguageAlternative: LanguageAlternative;
  LanguageTag: Scalars['LanguageTag']['output'];
  LatencySummary: LatencySummary;
  MessageInput: MessageInput;
  Model: Model;
  ModelOffer: ModelOffer;
  Boolean: Scalars['Boolean']['output'];
  ModelPrice: ModelPrice;
  Moderation: Moderation;
  ModerationCategory: ModerationCategory;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  Recognition: Recognition;
  RecognizedWord: RecognizedWord;
  RevokeApiKeyInput: RevokeApiKeyInput;
  RevokeApiKeyPayload: RevokeApiKeyPayload;
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: RevokeTokenPayload;
  RotateApiKeyInput: RotateApiKeyInput;
  RotateApiKeyPayload: RotateApiKeyPayload;
  Service: Service;
  ServiceCapability: ServiceCapability;
  ServiceInstance: ServiceInstance;
  Similarity: Similarity;
  Speech: Speech;
  Subscription: Record<PropertyKey, never>;
  Summary: Summary;
  Text: Text | FederationReferenceTypes['Text'];
  ToolCall: ToolCall;
  ToolCallInput: ToolCallInput;
  ToolInput: ToolInput;
  Transcript: Transcript;
  TranscriptSegment: TranscriptSegment;
  Translation: Translation;
  URL: Scalars['URL']['output'];
  Usage: Usage;
  Vector: Scalars['Vector']['output'];
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
}>;

export type CallDirectiveArgs = {
  effect: Sluice__Effect;
  interchangeable: Sluice__Interchangeable;
};

export type CallDirectiveResolver<Result, Parent, ContextType = any, Args = CallDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ContextKindDirectiveArgs = {
  name: Scalars['String']['input'];
};

export type ContextKindDirectiveResolver<Result, Parent, ContextType = any, Args = ContextKindDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RateLimitDirectiveArgs = {
  duration: Scalars['Int']['input'];
  limit: Scalars['Int']['input'];
};

export type RateLimitDirectiveResolver<Result, Parent, ContextType = any, Args = RateLimitDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AnswerResolvers<ContextType = any, ParentType extends ResolversParentTypes['Answer'] = ResolversParentTypes['Answer']> = ResolversObject<{
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['Text']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
}>;

export type ApiKeyResolvers<ContextType = any, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = ResolversObject<{
  addresses?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  models?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  origins?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  replacedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  services?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ApiKeyState'], ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ApiKeyConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ApiKeyConnection'] = ResolversParentTypes['ApiKeyConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApiKeyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type ApiKeyEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ApiKeyEdge'] = ResolversParentTypes['ApiKeyEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
}>;

export type AudioResolvers<ContextType = any, ParentType extends ResolversParentTypes['Audio'] = ResolversParentTypes['Audio'], FederationReferenceType extends FederationReferenceTypes['Audio'] = FederationReferenceTypes['Audio']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Audio']> | FederationReferenceType, FederationReferenceType, ContextType>;
  transcript?: Resolver<Maybe<ResolversTypes['Transcript']>, ParentType, ContextType, Partial<AudioTranscriptArgs>>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
}>;

export type AuditEntryResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = ResolversObject<{
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  details?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type AuditLogConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditLogConnection'] = ResolversParentTypes['AuditLogConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditLogEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type AuditLogEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditLogEdge'] = ResolversParentTypes['AuditLogEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
}>;

export type BoxResolvers<ContextType = any, ParentType extends ResolversParentTypes['Box'] = ResolversParentTypes['Box']> = ResolversObject<{
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  top?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type CallerResolvers<ContextType = any, ParentType extends ResolversParentTypes['Caller'] = ResolversParentTypes['Caller']> = ResolversObject<{
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CallerKind'], ParentType, ContextType>;
  models?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  permissions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  services?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type CapabilityResolvers<ContextType = any, ParentType extends ResolversParentTypes['Capability'] = ResolversParentTypes['Capability']> = ResolversObject<{
  health?: Resolver<ResolversTypes['ServiceHealth'], ParentType, ContextType>;
  models?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  services?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type ClassificationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Classification'] = ResolversParentTypes['Classification']> = ResolversObject<{
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scores?: Resolver<ReadonlyArray<ResolversTypes['LabelScore']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
}>;

export type CreateApiKeyPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['CreateApiKeyPayload'] = ResolversParentTypes['CreateApiKeyPayload']> = ResolversObject<{
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DescriptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Description'] = ResolversParentTypes['Description']> = ResolversObject<{
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
}>;

export type EmbeddingResolvers<ContextType = any, ParentType extends ResolversParentTypes['Embedding'] = ResolversParentTypes['Embedding']> = ResolversObject<{
  dimensions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
  vector?: Resolver<ResolversTypes['Vector'], ParentType, ContextType, RequireFields<EmbeddingVectorArgs, 'encoding'>>;
}>;

export type GenerationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Generation'] = ResolversParentTypes['Generation']> = ResolversObject<{
  finishReason?: Resolver<ResolversTypes['FinishReason'], ParentType, ContextType>;
  json?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  toolCalls?: Resolver<ReadonlyArray<ResolversTypes['ToolCall']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
}>;

export type GenerationDeltaResolvers<ContextType = any, ParentType extends ResolversParentTypes['GenerationDelta'] = ResolversParentTypes['GenerationDelta']> = ResolversObject<{
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type GenerationEventResolvers<ContextType = any, ParentType extends ResolversParentTypes['GenerationEvent'] = ResolversParentTypes['GenerationEvent']> = ResolversObject<{
  __resolveType: TypeResolveFn<'GenerationDelta' | 'GenerationFinished' | 'GenerationRestarted' | 'GenerationStarted', ParentType, ContextType>;
}>;

export type GenerationFinishedResolvers<ContextType = any, ParentType extends ResolversParentTypes['GenerationFinished'] = ResolversParentTypes['GenerationFinished']> = ResolversObject<{
  generation?: Resolver<Maybe<ResolversTypes['Generation']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type GenerationRestartedResolvers<ContextType = any, ParentType extends ResolversParentTypes['GenerationRestarted'] = ResolversParentTypes['GenerationRestarted']> = ResolversObject<{
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type GenerationStartedResolvers<ContextType = any, ParentType extends ResolversParentTypes['GenerationStarted'] = ResolversParentTypes['GenerationStarted']> = ResolversObject<{
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ImageResolvers<ContextType = any, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image'], FederationReferenceType extends FederationReferenceTypes['Image'] = FederationReferenceTypes['Image']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Image']> | FederationReferenceType, FederationReferenceType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['Description']>, ParentType, ContextType, Partial<ImageDescriptionArgs>>;
  recognition?: Resolver<Maybe<ResolversTypes['Recognition']>, ParentType, ContextType, Partial<ImageRecognitionArgs>>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
}>;

export type InstanceErrorResolvers<ContextType = any, ParentType extends ResolversParentTypes['InstanceError'] = ResolversParentTypes['InstanceError']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LabelScoreResolvers<ContextType = any, ParentType extends ResolversParentTypes['LabelScore'] = ResolversParentTypes['LabelScore']> = ResolversObject<{
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export type LanguageResolvers<ContextType = any, ParentType extends ResolversParentTypes['Language'] = ResolversParentTypes['Language']> = ResolversObject<{
  alternatives?: Resolver<ReadonlyArray<ResolversTypes['LanguageAlternative']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['LanguageTag'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
}>;

export type LanguageAlternativeResolvers<ContextType = any, ParentType extends ResolversParentTypes['LanguageAlternative'] = ResolversParentTypes['LanguageAlternative']> = ResolversObject<{
  code?: Resolver<ResolversTypes['LanguageTag'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export interface LanguageTagScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LanguageTag'], any> {
  name: 'LanguageTag';
}

export type LatencySummaryResolvers<ContextType = any, ParentType extends ResolversParentTypes['LatencySummary'] = ResolversParentTypes['LatencySummary']> = ResolversObject<{
  average?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p50?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p95?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p99?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type ModelResolvers<ContextType = any, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model']> = ResolversObject<{
  aliases?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  capability?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  offers?: Resolver<ReadonlyArray<ResolversTypes['ModelOffer']>, ParentType, ContextType>;
}>;

export type ModelOfferResolvers<ContextType = any, ParentType extends ResolversParentTypes['ModelOffer'] = ResolversParentTypes['ModelOffer']> = ResolversObject<{
  contextTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  features?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ModelFeature']>>, ParentType, ContextType>;
  health?: Resolver<ResolversTypes['ServiceHealth'], ParentType, ContextType>;
  inputs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ModelInput']>>, ParentType, ContextType>;
  isDefault?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  maxOutputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['ModelPrice']>, ParentType, ContextType>;
  service?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ModelPriceResolvers<ContextType = any, ParentType extends ResolversParentTypes['ModelPrice'] = ResolversParentTypes['ModelPrice']> = ResolversObject<{
  asOf?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cachedInputPerMillionTokens?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  inputPerMillionTokens?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  outputPerMillionTokens?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  perImage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  perMillionCharacters?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  perMinute?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type ModerationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Moderation'] = ResolversParentTypes['Moderation']> = ResolversObject<{
  categories?: Resolver<ReadonlyArray<ResolversTypes['ModerationCategory']>, ParentType, ContextType>;
  flagged?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
}>;

export type ModerationCategoryResolvers<ContextType = any, ParentType extends ResolversParentTypes['ModerationCategory'] = ResolversParentTypes['ModerationCategory']> = ResolversObject<{
  flagged?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = ResolversObject<{
  createApiKey?: Resolver<Maybe<ResolversTypes['CreateApiKeyPayload']>, ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  generate?: Resolver<Maybe<ResolversTypes['Generation']>, ParentType, ContextType, RequireFields<MutationGenerateArgs, 'input'>>;
  revokeApiKey?: Resolver<Maybe<ResolversTypes['RevokeApiKeyPayload']>, ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'input'>>;
  revokeToken?: Resolver<Maybe<ResolversTypes['RevokeTokenPayload']>, ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'input'>>;
  rotateApiKey?: Resolver<Maybe<ResolversTypes['RotateApiKeyPayload']>, ParentType, ContextType, RequireFields<MutationRotateApiKeyArgs, 'input'>>;
}>;

export type PageInfoResolvers<ContextType = any, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = ResolversObject<{
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
}>;

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = ResolversObject<{
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType, RequireFields<QueryApiKeyArgs, 'id'>>;
  apiKeys?: Resolver<Maybe<ResolversTypes['ApiKeyConnection']>, ParentType, ContextType, RequireFields<QueryApiKeysArgs, 'first'>>;
  audio?: Resolver<Maybe<ResolversTypes['Audio']>, ParentType, ContextType, RequireFields<QueryAudioArgs, 'url'>>;
  auditLog?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, RequireFields<QueryAuditLogArgs, 'first'>>;
  capabilities?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Capability']>>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<QueryImageArgs, 'url'>>;
  me?: Resolver<Maybe<ResolversTypes['Caller']>, ParentType, ContextType>;
  models?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Model']>>, ParentType, ContextType, Partial<QueryModelsArgs>>;
  services?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Service']>>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['Text']>, ParentType, ContextType, RequireFields<QueryTextArgs, 'content'>>;
  texts?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Text']>>>, ParentType, ContextType, RequireFields<QueryTextsArgs, 'contents'>>;
}>;

export type RecognitionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Recognition'] = ResolversParentTypes['Recognition']> = ResolversObject<{
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
  words?: Resolver<ReadonlyArray<ResolversTypes['RecognizedWord']>, ParentType, ContextType>;
}>;

export type RecognizedWordResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecognizedWord'] = ResolversParentTypes['RecognizedWord']> = ResolversObject<{
  box?: Resolver<ResolversTypes['Box'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type RevokeApiKeyPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RevokeApiKeyPayload'] = ResolversParentTypes['RevokeApiKeyPayload']> = ResolversObject<{
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
}>;

export type RevokeTokenPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RevokeTokenPayload'] = ResolversParentTypes['RevokeTokenPayload']> = ResolversObject<{
  credential?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type RotateApiKeyPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RotateApiKeyPayload'] = ResolversParentTypes['RotateApiKeyPayload']> = ResolversObject<{
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  replaced?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ServiceResolvers<ContextType = any, ParentType extends ResolversParentTypes['Service'] = ResolversParentTypes['Service']> = ResolversObject<{
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['ServiceCapability']>, ParentType, ContextType>;
  health?: Resolver<ResolversTypes['ServiceHealth'], ParentType, ContextType>;
  instances?: Resolver<ReadonlyArray<ResolversTypes['ServiceInstance']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ServiceCapabilityResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceCapability'] = ResolversParentTypes['ServiceCapability']> = ResolversObject<{
  models?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ServiceInstanceResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceInstance'] = ResolversParentTypes['ServiceInstance']> = ResolversObject<{
  breaker?: Resolver<ResolversTypes['BreakerState'], ParentType, ContextType>;
  coolDownUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failures?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  health?: Resolver<ResolversTypes['ServiceHealth'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inFlight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['InstanceError']>, ParentType, ContextType>;
  latency?: Resolver<ResolversTypes['LatencySummary'], ParentType, ContextType>;
  openUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['InstanceSource'], ParentType, ContextType>;
  successes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export type SimilarityResolvers<ContextType = any, ParentType extends ResolversParentTypes['Similarity'] = ResolversParentTypes['Similarity']> = ResolversObject<{
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
}>;

export type SpeechResolvers<ContextType = any, ParentType extends ResolversParentTypes['Speech'] = ResolversParentTypes['Speech']> = ResolversObject<{
  audio?: Resolver<ResolversTypes['Audio'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
  voice?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type SubscriptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = ResolversObject<{
  generate?: SubscriptionResolver<Maybe<ResolversTypes['GenerationEvent']>, "generate", ParentType, ContextType, RequireFields<SubscriptionGenerateArgs, 'idempotencyKey' | 'input'>>;
  services?: SubscriptionResolver<Maybe<ResolversTypes['Service']>, "services", ParentType, ContextType>;
}>;

export type SummaryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Summary'] = ResolversParentTypes['Summary']> = ResolversObject<{
  extractive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
}>;

export type TextResolvers<ContextType = any, ParentType extends ResolversParentTypes['Text'] = ResolversParentTypes['Text'], FederationReferenceType extends FederationReferenceTypes['Text'] = FederationReferenceTypes['Text']> = ResolversObject<{
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Text']> | FederationReferenceType, FederationReferenceType, ContextType>;
  answer?: Resolver<Maybe<ResolversTypes['Answer']>, ParentType, ContextType, RequireFields<TextAnswerArgs, 'question'>>;
  classification?: Resolver<Maybe<ResolversTypes['Classification']>, ParentType, ContextType, RequireFields<TextClassificationArgs, 'labels'>>;
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  embedding?: Resolver<Maybe<ResolversTypes['Embedding']>, ParentType, ContextType, Partial<TextEmbeddingArgs>>;
  language?: Resolver<Maybe<ResolversTypes['Language']>, ParentType, ContextType, Partial<TextLanguageArgs>>;
  moderation?: Resolver<Maybe<ResolversTypes['Moderation']>, ParentType, ContextType, Partial<TextModerationArgs>>;
  similarity?: Resolver<Maybe<ResolversTypes['Similarity']>, ParentType, ContextType, RequireFields<TextSimilarityArgs, 'to'>>;
  speech?: Resolver<Maybe<ResolversTypes['Speech']>, ParentType, ContextType, RequireFields<TextSpeechArgs, 'rate'>>;
  summary?: Resolver<Maybe<ResolversTypes['Summary']>, ParentType, ContextType, RequireFields<TextSummaryArgs, 'maxSentences'>>;
  translation?: Resolver<Maybe<ResolversTypes['Translation']>, ParentType, ContextType, RequireFields<TextTranslationArgs, 'to'>>;
}>;

export type ToolCallResolvers<ContextType = any, ParentType extends ResolversParentTypes['ToolCall'] = ResolversParentTypes['ToolCall']> = ResolversObject<{
  arguments?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type TranscriptResolvers<ContextType = any, ParentType extends ResolversParentTypes['Transcript'] = ResolversParentTypes['Transcript']> = ResolversObject<{
  language?: Resolver<Maybe<ResolversTypes['LanguageTag']>, ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  segments?: Resolver<ReadonlyArray<ResolversTypes['TranscriptSegment']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
}>;

export type TranscriptSegmentResolvers<ContextType = any, ParentType extends ResolversParentTypes['TranscriptSegment'] = ResolversParentTypes['TranscriptSegment']> = ResolversObject<{
  end?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type TranslationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Translation'] = ResolversParentTypes['Translation']> = ResolversObject<{
  from?: Resolver<ResolversTypes['LanguageTag'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['LanguageTag'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
}>;

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UsageResolvers<ContextType = any, ParentType extends ResolversParentTypes['Usage'] = ResolversParentTypes['Usage']> = ResolversObject<{
  audioSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  inputCharacters?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  inputPixels?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  inputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  outputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
}>;

export interface VectorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Vector'], any> {
  name: 'Vector';
}

export type Resolvers<ContextType = any> = ResolversObject<{
  Answer?: AnswerResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyConnection?: ApiKeyConnectionResolvers<ContextType>;
  ApiKeyEdge?: ApiKeyEdgeResolvers<ContextType>;
  Audio?: AudioResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditLogConnection?: AuditLogConnectionResolvers<ContextType>;
  AuditLogEdge?: AuditLogEdgeResolvers<ContextType>;
  Box?: BoxResolvers<ContextType>;
  Caller?: CallerResolvers<ContextType>;
  Capability?: CapabilityResolvers<ContextType>;
  Classification?: ClassificationResolvers<ContextType>;
  CreateApiKeyPayload?: CreateApiKeyPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Description?: DescriptionResolvers<ContextType>;
  Embedding?: EmbeddingResolvers<ContextType>;
  Generation?: GenerationResolvers<ContextType>;
  GenerationDelta?: GenerationDeltaResolvers<ContextType>;
  GenerationEvent?: GenerationEventResolvers<ContextType>;
  GenerationFinished?: GenerationFinishedResolvers<ContextType>;
  GenerationRestarted?: GenerationRestartedResolvers<ContextType>;
  GenerationStarted?: GenerationStartedResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  InstanceError?: InstanceErrorResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  LabelScore?: LabelScoreResolvers<ContextType>;
  Language?: LanguageResolvers<ContextType>;
  LanguageAlternative?: LanguageAlternativeResolvers<ContextType>;
  LanguageTag?: GraphQLScalarType;
  LatencySummary?: LatencySummaryResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  ModelOffer?: ModelOfferResolvers<ContextType>;
  ModelPrice?: ModelPriceResolvers<ContextType>;
  Moderation?: ModerationResolvers<ContextType>;
  ModerationCategory?: ModerationCategoryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Recognition?: RecognitionResolvers<ContextType>;
  RecognizedWord?: RecognizedWordResolvers<ContextType>;
  RevokeApiKeyPayload?: RevokeApiKeyPayloadResolvers<ContextType>;
  RevokeTokenPayload?: RevokeTokenPayloadResolvers<ContextType>;
  RotateApiKeyPayload?: RotateApiKeyPayloadResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  ServiceCapability?: ServiceCapabilityResolvers<ContextType>;
  ServiceInstance?: ServiceInstanceResolvers<ContextType>;
  Similarity?: SimilarityResolvers<ContextType>;
  Speech?: SpeechResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Summary?: SummaryResolvers<ContextType>;
  Text?: TextResolvers<ContextType>;
  ToolCall?: ToolCallResolvers<ContextType>;
  Transcript?: TranscriptResolvers<ContextType>;
  TranscriptSegment?: TranscriptSegmentResolvers<ContextType>;
  Translation?: TranslationResolvers<ContextType>;
  URL?: GraphQLScalarType;
  Usage?: UsageResolvers<ContextType>;
  Vector?: GraphQLScalarType;
}>;

export type DirectiveResolvers<ContextType = any> = ResolversObject<{
  call?: CallDirectiveResolver<any, any, ContextType>;
  contextKind?: ContextKindDirectiveResolver<any, any, ContextType>;
  rateLimit?: RateLimitDirectiveResolver<any, any, ContextType>;
}>;
