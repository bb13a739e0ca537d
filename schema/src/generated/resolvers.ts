import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
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

/** What Text.answer needs: answering. */
export type AnsweringContext = {
  readonly __typename?: 'AnsweringContext';
  /** What to work on. */
  readonly content: Scalars['String']['output'];
  /** The model; without it the service's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** The question, in plain words. */
  readonly question: Scalars['String']['output'];
};

/** What Text.answer needs: answering. */
export type AnsweringContextInput = {
  /** What to work on. */
  readonly content: Scalars['String']['input'];
  /** The model; without it the service's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** The question, in plain words. */
  readonly question: Scalars['String']['input'];
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

/** An attempt has failed. */
export type AttemptFailed = {
  readonly __typename?: 'AttemptFailed';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The number of the attempt. */
  readonly attempt: Scalars['Int']['output'];
  /** Why. */
  readonly error: ExecutionError;
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
  /** When the next one may begin; null where there is none. */
  readonly retryAt?: Maybe<Scalars['DateTime']['output']>;
};

/** An attempt begins. What earlier attempts have written is void. */
export type AttemptStarted = {
  readonly __typename?: 'AttemptStarted';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The number of the attempt, from 1. */
  readonly attempt: Scalars['Int']['output'];
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
};

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

/** A call of an AI service has succeeded. */
export type CallSucceeded = {
  readonly __typename?: 'CallSucceeded';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The capability that was asked, such as `embeddings`. */
  readonly capability: Scalars['String']['output'];
  /** How long that took, in milliseconds. */
  readonly durationMs: Scalars['Int']['output'];
  /** How many things it was asked for. */
  readonly items: Scalars['Int']['output'];
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
};

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

/** Which execution is to end. */
export type CancelExecutionInput = {
  /** Its id. */
  readonly id: Scalars['ID']['input'];
};

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

/** What Text.classification needs: classification. */
export type ClassificationContext = {
  readonly __typename?: 'ClassificationContext';
  /** What to work on. */
  readonly content: Scalars['String']['output'];
  /** The labels to choose from, 1 to 100 different ones; a few words each work best. */
  readonly labels: ReadonlyArray<Scalars['String']['output']>;
  /** The model; without it the service's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
};

/** What Text.classification needs: classification. */
export type ClassificationContextInput = {
  /** What to work on. */
  readonly content: Scalars['String']['input'];
  /** The labels to choose from, 1 to 100 different ones; a few words each work best. */
  readonly labels: ReadonlyArray<Scalars['String']['input']>;
  /** The model; without it the service's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
};

/** A context as it was submitted, by kind. */
export type Context = AnsweringContext | ClassificationContext | DescriptionContext | EmbeddingsContext | GenerateContext | LanguageContext | ModerationContext | OperationContext | RecognitionContext | SummarizationContext | SynthesisContext | TranscriptionContext | TranslationContext;

/** A context: one typed unit of AI work. Exactly one kind is given. */
export type ContextInput =
  /** Runs `Text.answer`. */
  { readonly answering: AnsweringContextInput; readonly classification?: never; readonly description?: never; readonly embeddings?: never; readonly generation?: never; readonly language?: never; readonly moderation?: never; readonly operation?: never; readonly recognition?: never; readonly summarization?: never; readonly synthesis?: never; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs `Text.classification`. */
  { readonly answering?: never; readonly classification: ClassificationContextInput; readonly description?: never; readonly embeddings?: never; readonly generation?: never; readonly language?: never; readonly moderation?: never; readonly operation?: never; readonly recognition?: never; readonly summarization?: never; readonly synthesis?: never; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs `Image.description`. */
  { readonly answering?: never; readonly classification?: never; readonly description: DescriptionContextInput; readonly embeddings?: never; readonly generation?: never; readonly language?: never; readonly moderation?: never; readonly operation?: never; readonly recognition?: never; readonly summarization?: never; readonly synthesis?: never; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs `Text.embedding`. */
  { readonly answering?: never; readonly classification?: never; readonly description?: never; readonly embeddings: EmbeddingsContextInput; readonly generation?: never; readonly language?: never; readonly moderation?: never; readonly operation?: never; readonly recognition?: never; readonly summarization?: never; readonly synthesis?: never; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs `Mutation.generate`. */
  { readonly answering?: never; readonly classification?: never; readonly description?: never; readonly embeddings?: never; readonly generation: GenerateInput; readonly language?: never; readonly moderation?: never; readonly operation?: never; readonly recognition?: never; readonly summarization?: never; readonly synthesis?: never; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs `Text.language`. */
  { readonly answering?: never; readonly classification?: never; readonly description?: never; readonly embeddings?: never; readonly generation?: never; readonly language: LanguageContextInput; readonly moderation?: never; readonly operation?: never; readonly recognition?: never; readonly summarization?: never; readonly synthesis?: never; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs `Text.moderation`. */
  { readonly answering?: never; readonly classification?: never; readonly description?: never; readonly embeddings?: never; readonly generation?: never; readonly language?: never; readonly moderation: ModerationContextInput; readonly operation?: never; readonly recognition?: never; readonly summarization?: never; readonly synthesis?: never; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs a whole operation of this graph: a pipeline. */
  { readonly answering?: never; readonly classification?: never; readonly description?: never; readonly embeddings?: never; readonly generation?: never; readonly language?: never; readonly moderation?: never; readonly operation: OperationContextInput; readonly recognition?: never; readonly summarization?: never; readonly synthesis?: never; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs `Image.recognition`. */
  { readonly answering?: never; readonly classification?: never; readonly description?: never; readonly embeddings?: never; readonly generation?: never; readonly language?: never; readonly moderation?: never; readonly operation?: never; readonly recognition: RecognitionContextInput; readonly summarization?: never; readonly synthesis?: never; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs `Text.summary`. */
  { readonly answering?: never; readonly classification?: never; readonly description?: never; readonly embeddings?: never; readonly generation?: never; readonly language?: never; readonly moderation?: never; readonly operation?: never; readonly recognition?: never; readonly summarization: SummarizationContextInput; readonly synthesis?: never; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs `Text.speech`. */
  { readonly answering?: never; readonly classification?: never; readonly description?: never; readonly embeddings?: never; readonly generation?: never; readonly language?: never; readonly moderation?: never; readonly operation?: never; readonly recognition?: never; readonly summarization?: never; readonly synthesis: SynthesisContextInput; readonly transcription?: never; readonly translation?: never; }
  |  /** Runs `Audio.transcript`. */
  { readonly answering?: never; readonly classification?: never; readonly description?: never; readonly embeddings?: never; readonly generation?: never; readonly language?: never; readonly moderation?: never; readonly operation?: never; readonly recognition?: never; readonly summarization?: never; readonly synthesis?: never; readonly transcription: TranscriptionContextInput; readonly translation?: never; }
  |  /** Runs `Text.translation`. */
  { readonly answering?: never; readonly classification?: never; readonly description?: never; readonly embeddings?: never; readonly generation?: never; readonly language?: never; readonly moderation?: never; readonly operation?: never; readonly recognition?: never; readonly summarization?: never; readonly synthesis?: never; readonly transcription?: never; readonly translation: TranslationContextInput; };

/** What came of a context, by kind. */
export type ContextResult = Answer | Classification | Description | Embedding | Generation | Language | Moderation | OperationResult | Recognition | Speech | Summary | Transcript | Translation;

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

/** A webhook that is to be made. */
export type CreateWebhookInput = {
  /** What it is for, up to 200 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** What it is told of. */
  readonly events?: ReadonlyArray<WebhookEvent>;
  /** It is told of executions alone that have all of these labels. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** Where messages are sent: https, or http where the gateway allows the host. */
  readonly url: Scalars['String']['input'];
};

/** What came of making a webhook. */
export type CreateWebhookPayload = {
  readonly __typename?: 'CreateWebhookPayload';
  /** Verifies the messages: `whsec_…`. */
  readonly secret: Scalars['String']['output'];
  /** The webhook. */
  readonly webhook: Webhook;
};

/** Which webhook is to end. */
export type DeleteWebhookInput = {
  /** Its id. */
  readonly id: Scalars['ID']['input'];
};

/** What came of ending a webhook. */
export type DeleteWebhookPayload = {
  readonly __typename?: 'DeleteWebhookPayload';
  /** The id that it had. */
  readonly id: Scalars['ID']['output'];
};

/** Which registration is to end. */
export type DeregisterServiceInput = {
  /** Its id. */
  readonly id: Scalars['ID']['input'];
};

/** What came of ending a registration. */
export type DeregisterServicePayload = {
  readonly __typename?: 'DeregisterServicePayload';
  /** The id that it had. */
  readonly id: Scalars['ID']['output'];
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

/** What Image.description needs: description. */
export type DescriptionContext = {
  readonly __typename?: 'DescriptionContext';
  /** The model; without it the service's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** What to work on. */
  readonly url: Scalars['URL']['output'];
};

/** What Image.description needs: description. */
export type DescriptionContextInput = {
  /** The model; without it the service's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** What to work on. */
  readonly url: Scalars['URL']['input'];
};

/** Which registered service is to be drained. */
export type DrainServiceInput = {
  /** The id of its registration. */
  readonly id: Scalars['ID']['input'];
};

/** What came of draining a service. */
export type DrainServicePayload = {
  readonly __typename?: 'DrainServicePayload';
  /** The registration. */
  readonly registration: ServiceRegistration;
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

/** What Text.embedding needs: embeddings. */
export type EmbeddingsContext = {
  readonly __typename?: 'EmbeddingsContext';
  /** What to work on. */
  readonly content: Scalars['String']['output'];
  /** The model; without it the service's default. Vectors of different models do not mix. */
  readonly model?: Maybe<Scalars['String']['output']>;
};

/** What Text.embedding needs: embeddings. */
export type EmbeddingsContextInput = {
  /** What to work on. */
  readonly content: Scalars['String']['input'];
  /** The model; without it the service's default. Vectors of different models do not mix. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
};

/** Which execution is to be erased. */
export type EraseExecutionInput = {
  /** Its id. */
  readonly id: Scalars['ID']['input'];
};

/** The durable run of a context. */
export type Execution = {
  readonly __typename?: 'Execution';
  /** The number of the attempt that runs, or was the last; 0 before the first. */
  readonly attempt: Scalars['Int']['output'];
  /** What was submitted. */
  readonly context?: Maybe<Context>;
  /** When it was accepted. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it is to have ended at the latest. */
  readonly deadline?: Maybe<Scalars['DateTime']['output']>;
  /** When what it worked on was erased. */
  readonly erasedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it failed, where it did. */
  readonly error?: Maybe<ExecutionError>;
  /** When it ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its id. */
  readonly id: Scalars['ID']['output'];
  /** The key that it was submitted with. */
  readonly idempotencyKey?: Maybe<Scalars['ID']['output']>;
  /** When it is removed; null before its end. */
  readonly keepUntil?: Maybe<Scalars['DateTime']['output']>;
  /** The kind of its context, such as `generation`. */
  readonly kind: Scalars['String']['output'];
  /** Names and values to find it by. */
  readonly labels: Scalars['JSON']['output'];
  /** The number of its last event. */
  readonly lastEvent: Scalars['Int']['output'];
  /** How many attempts it may take; one that no service takes does not count. */
  readonly maxAttempts: Scalars['Int']['output'];
  /** What its submitter keeps with it. */
  readonly metadata?: Maybe<Scalars['JSON']['output']>;
  /** The larger runs first. */
  readonly priority: Scalars['Int']['output'];
  /** What came of it, where it succeeded. */
  readonly result?: Maybe<ContextResult>;
  /** The execution that it is another try of. */
  readonly retryOf?: Maybe<Scalars['ID']['output']>;
  /** When its next attempt may begin, where that is not at once. */
  readonly startAfter?: Maybe<Scalars['DateTime']['output']>;
  /** When its first attempt began. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. */
  readonly status: ExecutionStatus;
  /** Who submitted it. */
  readonly submittedBy: Scalars['ID']['output'];
};

/** It was cancelled. */
export type ExecutionCancelled = {
  readonly __typename?: 'ExecutionCancelled';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly by: Scalars['ID']['output'];
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
};

/** A page of executions. */
export type ExecutionConnection = {
  readonly __typename?: 'ExecutionConnection';
  /** The executions, each with its place in the list. */
  readonly edges: ReadonlyArray<ExecutionEdge>;
  /** The executions alone. */
  readonly nodes: ReadonlyArray<Execution>;
  /** Where this page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** An execution in a list. */
export type ExecutionEdge = {
  readonly __typename?: 'ExecutionEdge';
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The execution. */
  readonly node: Execution;
};

/** Why an execution or an attempt failed. */
export type ExecutionError = {
  readonly __typename?: 'ExecutionError';
  /** The code, one of the table of errors. */
  readonly code: Scalars['String']['output'];
  /** The same in words. */
  readonly message: Scalars['String']['output'];
  /** Whether the work may have been done, and billed, although no answer came. */
  readonly outcomeUnknown: Scalars['Boolean']['output'];
};

/** What happens to an execution. */
export type ExecutionEvent = AttemptFailed | AttemptStarted | CallSucceeded | ExecutionCancelled | ExecutionExpired | ExecutionFailed | ExecutionQueued | ExecutionStarted | ExecutionSucceeded | FellBack | Progress | TextDelta;

/** Its deadline has passed. */
export type ExecutionExpired = {
  readonly __typename?: 'ExecutionExpired';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
};

/** It has failed for good. */
export type ExecutionFailed = {
  readonly __typename?: 'ExecutionFailed';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** Why. */
  readonly error: ExecutionError;
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
};

/** Which executions are meant: those that fit all that is given. */
export type ExecutionFilter = {
  /** They are of one of these kinds. */
  readonly kinds?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** They have all of these labels, with these values. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** They stand at one of these. */
  readonly statuses?: InputMaybe<ReadonlyArray<ExecutionStatus>>;
};

/** It was accepted. */
export type ExecutionQueued = {
  readonly __typename?: 'ExecutionQueued';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
  /** When it may begin, where that is not at once. */
  readonly startAfter?: Maybe<Scalars['DateTime']['output']>;
};

/** Its first attempt begins. */
export type ExecutionStarted = {
  readonly __typename?: 'ExecutionStarted';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
};

/** Where an execution stands. */
export type ExecutionStatus =
  /** It was cancelled. */
  | 'CANCELLED'
  /** Its deadline has passed. */
  | 'EXPIRED'
  /** It has failed for good. */
  | 'FAILED'
  /** It is accepted, and has not begun. */
  | 'QUEUED'
  /** An attempt is under way. */
  | 'RUNNING'
  /** It has a result. */
  | 'SUCCEEDED'
  /** An attempt has failed, or no service took it, and another will be made. */
  | 'WAITING';

/** It has succeeded: the result is there. */
export type ExecutionSucceeded = {
  readonly __typename?: 'ExecutionSucceeded';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The attempt that did it. */
  readonly attempt: Scalars['Int']['output'];
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
};

/** Another AI service goes on within the attempt, or the same one once more. What the attempt has written before is void. */
export type FellBack = {
  readonly __typename?: 'FellBack';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The capability that was asked, where it is known. */
  readonly capability?: Maybe<Scalars['String']['output']>;
  /** Why the one before was left: a code of the table of errors, where it is known. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** The model that goes on, where it is known. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
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
export type GenerateContext = {
  readonly __typename?: 'GenerateContext';
  /** Most tokens to write. */
  readonly maxTokens?: Maybe<Scalars['Int']['output']>;
  /** The conversation so far, oldest first. */
  readonly messages: ReadonlyArray<MessageContext>;
  /** A model's name or alias; without it the route's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** A JSON Schema that the output must match. */
  readonly responseSchema?: Maybe<Scalars['JSON']['output']>;
  /** The same seed and input give the same output, where the model can. */
  readonly seed?: Maybe<Scalars['Int']['output']>;
  /** Texts that end the writing; they are not part of the output. */
  readonly stop?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** What the model is told before the conversation. */
  readonly system?: Maybe<Scalars['String']['output']>;
  /** How freely the model chooses, 0 to 2; 0 always takes the likeliest token. */
  readonly temperature?: Maybe<Scalars['Float']['output']>;
  /** Functions that the model may ask for. */
  readonly tools?: Maybe<ReadonlyArray<ToolContext>>;
  /** Only the likeliest tokens with this sum of probabilities are chosen from, above 0 to 1. */
  readonly topP?: Maybe<Scalars['Float']['output']>;
};

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

/** What Text.language needs: language. */
export type LanguageContext = {
  readonly __typename?: 'LanguageContext';
  /** What to work on. */
  readonly content: Scalars['String']['output'];
  /** The model; without it the service's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
};

/** What Text.language needs: language. */
export type LanguageContextInput = {
  /** What to work on. */
  readonly content: Scalars['String']['input'];
  /** The model; without it the service's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
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
export type MessageContext = {
  readonly __typename?: 'MessageContext';
  /** What is said. */
  readonly content: Scalars['String']['output'];
  /** Pictures that go with it. */
  readonly images?: Maybe<ReadonlyArray<Scalars['URL']['output']>>;
  /** Who speaks. */
  readonly role: MessageRole;
  /** In a turn of a tool: the id of the call that it answers. */
  readonly toolCallId?: Maybe<Scalars['ID']['output']>;
  /** In a turn of the assistant: the functions that it asked for. */
  readonly toolCalls?: Maybe<ReadonlyArray<ToolCallContext>>;
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
  /** It thinks before it writes: what it thinks counts, and costs, as what it writes, and `maxTokens` bounds both. */
  | 'THINKING'
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

/** What Text.moderation needs: moderation. */
export type ModerationContext = {
  readonly __typename?: 'ModerationContext';
  /** What to work on. */
  readonly content: Scalars['String']['output'];
  /** The model; without it the service's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
};

/** What Text.moderation needs: moderation. */
export type ModerationContextInput = {
  /** What to work on. */
  readonly content: Scalars['String']['input'];
  /** The model; without it the service's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Ends an execution; what runs of it is stopped at once. One that has ended stays as it is. */
  readonly cancelExecution?: Maybe<Execution>;
  /** Makes an API key. Nobody can give more than they hold. */
  readonly createApiKey?: Maybe<CreateApiKeyPayload>;
  /** Has a URL told of executions of the caller's tenant, as they end. The secret that verifies the messages is shown this once. */
  readonly createWebhook?: Maybe<CreateWebhookPayload>;
  /** Ends a webhook, with everything that was to be delivered to it. */
  readonly deleteWebhook?: Maybe<DeleteWebhookPayload>;
  /** Ends the registration of a service. Drain it before, if it has calls that should end. */
  readonly deregisterService?: Maybe<DeregisterServicePayload>;
  /** Sends a registered service nothing new, until it registers again; what it has begun it may end. */
  readonly drainService?: Maybe<DrainServicePayload>;
  /** Removes the context, the result and the texts of the events of an execution that has ended, for good. */
  readonly eraseExecution?: Maybe<Execution>;
  /** Lets a language model write. Several in one operation run one after the other, in its order. */
  readonly generate?: Maybe<Generation>;
  /** Has a message that has ended, delivered or not, delivered once more, under the same id. */
  readonly redeliverWebhook?: Maybe<RedeliverWebhookPayload>;
  /** Registers a running service for the time of a lease. The same name and URL again renew what is registered. */
  readonly registerService?: Maybe<RegisterServicePayload>;
  /** Renews the lease of a registered service: its heartbeat. */
  readonly renewService?: Maybe<RenewServicePayload>;
  /** Submits what failed, was cancelled or came too late once more, as an execution of its own. */
  readonly retryExecution?: Maybe<Execution>;
  /** Ends an API key for good. Every gateway refuses it within a second. */
  readonly revokeApiKey?: Maybe<RevokeApiKeyPayload>;
  /** Ends an access token before its time, such as one that was lost. Every gateway refuses it within a second. */
  readonly revokeToken?: Maybe<RevokeTokenPayload>;
  /** Makes an API key in the place of another, which stays good for a while beside it. */
  readonly rotateApiKey?: Maybe<RotateApiKeyPayload>;
  /** Makes a new secret. For a time messages are signed with the old one, too. */
  readonly rotateWebhookSecret?: Maybe<RotateWebhookSecretPayload>;
  /** Submits, and waits for the end; where that takes too long, the answer is the execution as it stands, to be followed. */
  readonly run?: Maybe<Execution>;
  /** Has a context run, also when the caller leaves. What is answered is accepted for good. */
  readonly submit?: Maybe<Execution>;
  /** Sends a message of the type `webhook.test`. */
  readonly testWebhook?: Maybe<TestWebhookPayload>;
  /** Changes what is given, and nothing else. One that was disabled is enabled, or the other way round. */
  readonly updateWebhook?: Maybe<UpdateWebhookPayload>;
};


export type MutationCancelExecutionArgs = {
  input: CancelExecutionInput;
};


export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


export type MutationCreateWebhookArgs = {
  input: CreateWebhookInput;
};


export type MutationDeleteWebhookArgs = {
  input: DeleteWebhookInput;
};


export type MutationDeregisterServiceArgs = {
  input: DeregisterServiceInput;
};


export type MutationDrainServiceArgs = {
  input: DrainServiceInput;
};


export type MutationEraseExecutionArgs = {
  input: EraseExecutionInput;
};


export type MutationGenerateArgs = {
  input: GenerateInput;
};


export type MutationRedeliverWebhookArgs = {
  input: RedeliverWebhookInput;
};


export type MutationRegisterServiceArgs = {
  input: RegisterServiceInput;
};


export type MutationRenewServiceArgs = {
  input: RenewServiceInput;
};


export type MutationRetryExecutionArgs = {
  input: RetryExecutionInput;
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


export type MutationRotateWebhookSecretArgs = {
  input: RotateWebhookSecretInput;
};


export type MutationRunArgs = {
  context: ContextInput;
  options?: InputMaybe<SubmitOptions>;
  waitMs?: InputMaybe<Scalars['Int']['input']>;
};


export type MutationSubmitArgs = {
  context: ContextInput;
  options?: InputMaybe<SubmitOptions>;
};


export type MutationTestWebhookArgs = {
  input: TestWebhookInput;
};


export type MutationUpdateWebhookArgs = {
  input: UpdateWebhookInput;
};

/** A whole operation of this graph, as it was submitted. */
export type OperationContext = {
  readonly __typename?: 'OperationContext';
  /** The document, where it was given. */
  readonly document?: Maybe<Scalars['String']['output']>;
  /** The id of a document that the gateway knows, where it was given. */
  readonly documentId?: Maybe<Scalars['ID']['output']>;
  /** Which operation of the document to run. */
  readonly operationName?: Maybe<Scalars['String']['output']>;
  /** The operation's variables. */
  readonly variables?: Maybe<Scalars['JSON']['output']>;
};

/** A whole operation of this graph: a pipeline over several capabilities. */
export type OperationContextInput = {
  /** The document; either this or its id. */
  readonly document?: InputMaybe<Scalars['String']['input']>;
  /** The id of a document that the gateway knows; either this or the document. */
  readonly documentId?: InputMaybe<Scalars['ID']['input']>;
  /** Which operation of the document to run, where it has several. */
  readonly operationName?: InputMaybe<Scalars['String']['input']>;
  /** The operation's variables, an object. */
  readonly variables?: InputMaybe<Scalars['JSON']['input']>;
};

/** What came of an operation. */
export type OperationResult = {
  readonly __typename?: 'OperationResult';
  /** The response as the GraphQL specification has it: data and errors. */
  readonly response: Scalars['JSON']['output'];
};

/** Where a page of a list stands in it. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** What to give as `after` to read on; null for an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether the list goes on after this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
};

/** How far the attempt has come. */
export type Progress = {
  readonly __typename?: 'Progress';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** Calls of AI services that are done. */
  readonly calls: Scalars['Int']['output'];
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
  /** How many of them an earlier attempt has made. */
  readonly reused: Scalars['Int']['output'];
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
  /** An execution of the caller's tenant: one's own, or any with the permission `executions:read`. Null where there is none. */
  readonly execution?: Maybe<Execution>;
  /** Executions of the caller's tenant, the newest first: one's own, or all with the permission `executions:read`. */
  readonly executions?: Maybe<ExecutionConnection>;
  /** A picture to work on. */
  readonly image?: Maybe<Image>;
  /** Who calls, and what they may do. */
  readonly me?: Maybe<Caller>;
  /** The models that services offer, by capability and name. */
  readonly models?: Maybe<ReadonlyArray<Model>>;
  /** The services that have registered themselves and whose leases stand, the newest first. */
  readonly serviceRegistrations?: Maybe<ReadonlyArray<ServiceRegistration>>;
  /** The AI services of this gateway, in the order of its configuration. */
  readonly services?: Maybe<ReadonlyArray<Service>>;
  /** A text to work on. */
  readonly text?: Maybe<Text>;
  /** Several texts to work on, in the order given. */
  readonly texts?: Maybe<ReadonlyArray<Maybe<Text>>>;
  /** A webhook of the caller's tenant. Null where there is none. */
  readonly webhook?: Maybe<Webhook>;
  /** What was, or is to be, delivered to the webhooks of the caller's tenant, the newest first. */
  readonly webhookDeliveries?: Maybe<WebhookDeliveryConnection>;
  /** The webhooks of the caller's tenant, the newest first. */
  readonly webhooks?: Maybe<WebhookConnection>;
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


export type QueryExecutionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryExecutionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExecutionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
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


export type QueryWebhookArgs = {
  id: Scalars['ID']['input'];
};


export type QueryWebhookDeliveriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WebhookDeliveryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryWebhooksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
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

/** What Image.recognition needs: recognition. */
export type RecognitionContext = {
  readonly __typename?: 'RecognitionContext';
  /** The languages to expect; without them the service's default. */
  readonly languages?: Maybe<ReadonlyArray<Scalars['LanguageTag']['output']>>;
  /** The model; without it the service's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** What to work on. */
  readonly url: Scalars['URL']['output'];
};

/** What Image.recognition needs: recognition. */
export type RecognitionContextInput = {
  /** The languages to expect; without them the service's default. */
  readonly languages?: InputMaybe<ReadonlyArray<Scalars['LanguageTag']['input']>>;
  /** The model; without it the service's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** What to work on. */
  readonly url: Scalars['URL']['input'];
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

/** Which message is to be delivered again. */
export type RedeliverWebhookInput = {
  /** Its id. */
  readonly id: Scalars['ID']['input'];
};

/** What came of having a message delivered again. */
export type RedeliverWebhookPayload = {
  readonly __typename?: 'RedeliverWebhookPayload';
  /** The message, which is on its way. */
  readonly delivery: WebhookDelivery;
};

/** A service that is to be registered. */
export type RegisterServiceInput = {
  /** The capabilities that it is to be used for; those that it tells of, without them. */
  readonly capabilities?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How long the registration stands without being renewed, in seconds. */
  readonly leaseSeconds?: Scalars['Int']['input'];
  /** The name of the service: lower-case letters, digits and hyphens. */
  readonly name: Scalars['String']['input'];
  /** What it implements, as SDL; what it answers to `{ _service { sdl } }`, without it. */
  readonly sdl?: InputMaybe<Scalars['String']['input']>;
  /** Where it is reached: a scheme, a host, a port and perhaps a path, such as `https://sentiment.example.com:4101`. */
  readonly url: Scalars['String']['input'];
};

/** What came of registering a service. */
export type RegisterServicePayload = {
  readonly __typename?: 'RegisterServicePayload';
  /** The capabilities that the graph did not have before. */
  readonly newCapabilities: ReadonlyArray<Scalars['String']['output']>;
  /** The registration. */
  readonly registration: ServiceRegistration;
};

/** A capability as a registered service implements it. */
export type RegisteredCapability = {
  readonly __typename?: 'RegisteredCapability';
  /** The capability, such as `embeddings`. */
  readonly name: Scalars['String']['output'];
  /** What of the contract it has, such as `Text.embedding(model:)`; null for all of it. */
  readonly supports?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Which registration is to be renewed. */
export type RenewServiceInput = {
  /** Its id. */
  readonly id: Scalars['ID']['input'];
};

/** What came of renewing a registration. */
export type RenewServicePayload = {
  readonly __typename?: 'RenewServicePayload';
  /** The registration. */
  readonly registration: ServiceRegistration;
};

/** Which execution is to be submitted once more. */
export type RetryExecutionInput = {
  /** Its id. */
  readonly id: Scalars['ID']['input'];
  /** Names this submission, as in `SubmitOptions`. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
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

/** Whose secret is to be replaced. */
export type RotateWebhookSecretInput = {
  /** The id of the webhook. */
  readonly id: Scalars['ID']['input'];
  /** How long the old one signs, too, in seconds, up to 30 days. */
  readonly overlapSeconds?: Scalars['Int']['input'];
};

/** What came of replacing a secret. */
export type RotateWebhookSecretPayload = {
  readonly __typename?: 'RotateWebhookSecretPayload';
  /** Verifies the messages from now on: `whsec_…`. */
  readonly secret: Scalars['String']['output'];
  /** The webhook. */
  readonly webhook: Webhook;
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
  /** Until when it is left alone by those whose rate its provider limits longest: calls for the same model and tenant; null where nobody is. */
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

/** A service that has registered itself. */
export type ServiceRegistration = {
  readonly __typename?: 'ServiceRegistration';
  /** The capabilities that it implements. */
  readonly capabilities: ReadonlyArray<RegisteredCapability>;
  /** Whether it takes calls, as this gateway sees it. */
  readonly health: ServiceRegistrationHealth;
  /** How often it should renew its lease, in seconds: a third of it. */
  readonly heartbeatSeconds: Scalars['Int']['output'];
  /** Names the registration, and the instance in diagnostics. */
  readonly id: Scalars['ID']['output'];
  /** When its lease ends, if it is not renewed. */
  readonly leaseEndsAt: Scalars['DateTime']['output'];
  /** The name of the service; several instances may have the same. */
  readonly name: Scalars['String']['output'];
  /** When it was registered. */
  readonly registeredAt: Scalars['DateTime']['output'];
  /** Whose key has registered it: the id of a caller. */
  readonly registeredBy: Scalars['String']['output'];
  /** Where it is reached. */
  readonly url: Scalars['String']['output'];
};

/** Whether a registered service takes calls. */
export type ServiceRegistrationHealth =
  /** It does not answer. */
  | 'DOWN'
  /** It is sent nothing new. */
  | 'DRAINING'
  /** It takes calls. */
  | 'READY'
  /** It has not answered yet, or loads. */
  | 'STARTING';

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

/** How a context is to be run. */
export type SubmitOptions = {
  /** To have ended by this time; then it is given up. */
  readonly deadline?: InputMaybe<Scalars['DateTime']['input']>;
  /** Names this submission, up to 200 characters: the same key with the same context gives the same execution. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** How long it is kept after its end, in seconds; what the gateway is set to at most, and without it. */
  readonly keepSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Names and values to find it by: an object of up to 20 texts of 200 characters. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** How many attempts it may take, 1 to 10, beside those that no service takes; what the gateway is set to, without it. */
  readonly maxAttempts?: InputMaybe<Scalars['Int']['input']>;
  /** Kept with the execution, up to 16 KiB of JSON. */
  readonly metadata?: InputMaybe<Scalars['JSON']['input']>;
  /** The larger runs first, -100 to 100. */
  readonly priority?: InputMaybe<Scalars['Int']['input']>;
  /** Not before this time, 365 days from now at most. */
  readonly startAfter?: InputMaybe<Scalars['DateTime']['input']>;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** What happens to an execution, from any of its events on. It ends after the last one. */
  readonly execution?: Maybe<ExecutionEvent>;
  /** Executions as they change: each that fits, whenever its status is another one. */
  readonly executions?: Maybe<Execution>;
  /** Lets a language model write, and tells each piece as it comes. */
  readonly generate?: Maybe<GenerationEvent>;
  /** Tells how the AI services are: each once at the beginning, then each when it changes, at most once in half a second. What it offers, whether its instances are ready, and their breakers and cool-downs are changes; numbers are not. */
  readonly services?: Maybe<Service>;
};


export type SubscriptionExecutionArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  id: Scalars['ID']['input'];
};


export type SubscriptionExecutionsArgs = {
  filter?: InputMaybe<ExecutionFilter>;
};


export type SubscriptionGenerateArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: GenerateInput;
};

/** What Text.summary needs: summarization. */
export type SummarizationContext = {
  readonly __typename?: 'SummarizationContext';
  /** What to work on. */
  readonly content: Scalars['String']['output'];
  /** Most sentences that the summary may have, 1 to 100. */
  readonly maxSentences?: Maybe<Scalars['Int']['output']>;
  /** The model; without it the service's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
};

/** What Text.summary needs: summarization. */
export type SummarizationContextInput = {
  /** What to work on. */
  readonly content: Scalars['String']['input'];
  /** Most sentences that the summary may have, 1 to 100. */
  readonly maxSentences?: InputMaybe<Scalars['Int']['input']>;
  /** The model; without it the service's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
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

/** What Text.speech needs: synthesis. */
export type SynthesisContext = {
  readonly __typename?: 'SynthesisContext';
  /** What to work on. */
  readonly content: Scalars['String']['output'];
  /** The model; without it the service's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** Speed, where 1 is the voice's own; 0.25 to 4. */
  readonly rate?: Maybe<Scalars['Float']['output']>;
  /** The voice; without it the service's default. */
  readonly voice?: Maybe<Scalars['String']['output']>;
};

/** What Text.speech needs: synthesis. */
export type SynthesisContextInput = {
  /** What to work on. */
  readonly content: Scalars['String']['input'];
  /** The model; without it the service's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** Speed, where 1 is the voice's own; 0.25 to 4. */
  readonly rate?: InputMaybe<Scalars['Float']['input']>;
  /** The voice; without it the service's default. */
  readonly voice?: InputMaybe<Scalars['String']['input']>;
};

/** Which webhook is to be tested. */
export type TestWebhookInput = {
  /** Its id. */
  readonly id: Scalars['ID']['input'];
};

/** What came of testing a webhook. */
export type TestWebhookPayload = {
  readonly __typename?: 'TestWebhookPayload';
  /** The message, which is on its way. */
  readonly delivery: WebhookDelivery;
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

/** The next piece of text. */
export type TextDelta = {
  readonly __typename?: 'TextDelta';
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /**
   * The number of the first piece that it stands for: its own, until some time after the end the pieces become one. A
   * piece that you have read is in none that you are told after it.
   */
  readonly first: Scalars['Int']['output'];
  /** The number of the event, from 1. */
  readonly number: Scalars['Int']['output'];
  /** To be put after what came before in this attempt. */
  readonly text: Scalars['String']['output'];
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
export type ToolCallContext = {
  readonly __typename?: 'ToolCallContext';
  /** The arguments. */
  readonly arguments: Scalars['JSON']['output'];
  /** The call's id. */
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
export type ToolContext = {
  readonly __typename?: 'ToolContext';
  /** What it does, for the model to read. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The function's name. */
  readonly name: Scalars['String']['output'];
  /** JSON Schema of its arguments. */
  readonly parameters: Scalars['JSON']['output'];
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

/** What Audio.transcript needs: transcription. */
export type TranscriptionContext = {
  readonly __typename?: 'TranscriptionContext';
  /** The language spoken; without it the model finds out. */
  readonly language?: Maybe<Scalars['LanguageTag']['output']>;
  /** The model; without it the service's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** What to work on. */
  readonly url: Scalars['URL']['output'];
};

/** What Audio.transcript needs: transcription. */
export type TranscriptionContextInput = {
  /** The language spoken; without it the model finds out. */
  readonly language?: InputMaybe<Scalars['LanguageTag']['input']>;
  /** The model; without it the service's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** What to work on. */
  readonly url: Scalars['URL']['input'];
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

/** What Text.translation needs: translation. */
export type TranslationContext = {
  readonly __typename?: 'TranslationContext';
  /** What to work on. */
  readonly content: Scalars['String']['output'];
  /** The language of the text; without it the model finds out. */
  readonly from?: Maybe<Scalars['LanguageTag']['output']>;
  /** The model; without it the service's default. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** The language to translate to. */
  readonly to: Scalars['LanguageTag']['output'];
};

/** What Text.translation needs: translation. */
export type TranslationContextInput = {
  /** What to work on. */
  readonly content: Scalars['String']['input'];
  /** The language of the text; without it the model finds out. */
  readonly from?: InputMaybe<Scalars['LanguageTag']['input']>;
  /** The model; without it the service's default. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** The language to translate to. */
  readonly to: Scalars['LanguageTag']['input'];
};

/** What is to be changed of a webhook. */
export type UpdateWebhookInput = {
  /** What it is for, up to 200 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Whether messages are delivered to it. */
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** What it is told of. */
  readonly events?: InputMaybe<ReadonlyArray<WebhookEvent>>;
  /** Its id. */
  readonly id: Scalars['ID']['input'];
  /** It is told of executions alone that have all of these labels. */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
  /** Where messages are sent. */
  readonly url?: InputMaybe<Scalars['String']['input']>;
};

/** What came of changing a webhook. */
export type UpdateWebhookPayload = {
  readonly __typename?: 'UpdateWebhookPayload';
  /** The webhook. */
  readonly webhook: Webhook;
};

/** What a call consumed, as the service counted it; what does not apply is null. */
export type Usage = {
  readonly __typename?: 'Usage';
  /** Seconds of sound, read or written. */
  readonly audioSeconds?: Maybe<Scalars['Float']['output']>;
  /** Of the tokens read, those that the vendor had kept from before and bills for less. */
  readonly cachedInputTokens?: Maybe<Scalars['Int']['output']>;
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

/** A URL that is told of executions as they end, by messages of the Standard Webhooks specification. */
export type Webhook = {
  readonly __typename?: 'Webhook';
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Who made it. */
  readonly createdBy: Scalars['ID']['output'];
  /** What it is for, in words. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Why nothing is delivered to it; null while it is enabled. */
  readonly disabled?: Maybe<WebhookDisabledReason>;
  /** What it is told of. */
  readonly events: ReadonlyArray<WebhookEvent>;
  /** Since when every attempt has failed; null where the last one succeeded. */
  readonly failingSince?: Maybe<Scalars['DateTime']['output']>;
  /** Its id. */
  readonly id: Scalars['ID']['output'];
  /** It is told of executions alone that have all of these labels. */
  readonly labels: Scalars['JSON']['output'];
  /** Where messages are sent. */
  readonly url: Scalars['String']['output'];
};

/** A page of webhooks. */
export type WebhookConnection = {
  readonly __typename?: 'WebhookConnection';
  /** The webhooks, each with its place in the list. */
  readonly edges: ReadonlyArray<WebhookEdge>;
  /** The webhooks alone. */
  readonly nodes: ReadonlyArray<Webhook>;
  /** Where this page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** A message to a webhook. */
export type WebhookDelivery = {
  readonly __typename?: 'WebhookDelivery';
  /** How often it was sent. */
  readonly attempts: Scalars['Int']['output'];
  /** When it was written. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it was delivered, or given up. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The execution that it tells of; null for a test. */
  readonly execution?: Maybe<Scalars['ID']['output']>;
  /** Why the last attempt failed; null where it did not. */
  readonly failure?: Maybe<WebhookFailure>;
  /** The HTTP status of the last answer, where there was one. */
  readonly httpStatus?: Maybe<Scalars['Int']['output']>;
  /** Its id, the header `webhook-id`: the same in every attempt. */
  readonly id: Scalars['ID']['output'];
  /** When it is sent next; null when it is not. */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. */
  readonly status: WebhookDeliveryStatus;
  /** The type of the message, such as `execution.succeeded`. */
  readonly type: Scalars['String']['output'];
  /** The webhook. */
  readonly webhook: Scalars['ID']['output'];
};

/** A page of messages. */
export type WebhookDeliveryConnection = {
  readonly __typename?: 'WebhookDeliveryConnection';
  /** The messages, each with its place in the list. */
  readonly edges: ReadonlyArray<WebhookDeliveryEdge>;
  /** The messages alone. */
  readonly nodes: ReadonlyArray<WebhookDelivery>;
  /** Where this page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** A message in a list. */
export type WebhookDeliveryEdge = {
  readonly __typename?: 'WebhookDeliveryEdge';
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The message. */
  readonly node: WebhookDelivery;
};

/** Which messages are meant: those that fit all that is given. */
export type WebhookDeliveryFilter = {
  /** They tell of this execution. */
  readonly execution?: InputMaybe<Scalars['ID']['input']>;
  /** They stand at one of these; `DEAD` alone is the dead-letter list. */
  readonly statuses?: InputMaybe<ReadonlyArray<WebhookDeliveryStatus>>;
  /** They are for this webhook. */
  readonly webhook?: InputMaybe<Scalars['ID']['input']>;
};

/** Where a message stands. */
export type WebhookDeliveryStatus =
  /** It was given up: the last attempt failed, or the webhook was disabled. */
  | 'DEAD'
  /** The webhook has taken it. */
  | 'DELIVERED'
  /** It is sent, or will be. */
  | 'PENDING';

/** Why nothing is delivered to a webhook. */
export type WebhookDisabledReason =
  /** Somebody has disabled it. */
  | 'BY_HAND'
  /** Every attempt of a long time has failed. */
  | 'FAILING'
  /** It answered 410. */
  | 'GONE';

/** A webhook in a list. */
export type WebhookEdge = {
  readonly __typename?: 'WebhookEdge';
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The webhook. */
  readonly node: Webhook;
};

/** What a webhook may be told of. */
export type WebhookEvent =
  /** `execution.cancelled` */
  | 'EXECUTION_CANCELLED'
  /** `execution.expired` */
  | 'EXECUTION_EXPIRED'
  /** `execution.failed` */
  | 'EXECUTION_FAILED'
  /** `execution.succeeded` */
  | 'EXECUTION_SUCCEEDED';

/** Why an attempt to deliver a message failed. */
export type WebhookFailure =
  /** The URL leads to an address that is not connected to. */
  | 'ADDRESS_REFUSED'
  /** The webhook was disabled before. */
  | 'DISABLED'
  /** The key that sealed the webhook's secret is gone: rotate the secret. */
  | 'SECRET_LOST'
  /** The answer was another than 2xx. */
  | 'STATUS'
  /** No answer came in time. */
  | 'TIMEOUT'
  /** More messages waited for the webhook than may; this was one of the oldest. */
  | 'TOO_MANY'
  /** No connection came about, or it broke off. */
  | 'UNREACHABLE';

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
  Context:
    | ( AnsweringContext )
    | ( ClassificationContext )
    | ( DescriptionContext )
    | ( EmbeddingsContext )
    | ( GenerateContext )
    | ( LanguageContext )
    | ( ModerationContext )
    | ( OperationContext )
    | ( RecognitionContext )
    | ( SummarizationContext )
    | ( SynthesisContext )
    | ( TranscriptionContext )
    | ( TranslationContext )
  ;
  ContextResult:
    | ( Answer )
    | ( Classification )
    | ( Description )
    | ( Embedding )
    | ( Generation )
    | ( Language )
    | ( Moderation )
    | ( OperationResult )
    | ( Recognition )
    | ( Speech )
    | ( Summary )
    | ( Transcript )
    | ( Translation )
  ;
  ExecutionEvent:
    | ( AttemptFailed )
    | ( AttemptStarted )
    | ( CallSucceeded )
    | ( ExecutionCancelled )
    | ( ExecutionExpired )
    | ( ExecutionFailed )
    | ( ExecutionQueued )
    | ( ExecutionStarted )
    | ( ExecutionSucceeded )
    | ( FellBack )
    | ( Progress )
    | ( TextDelta )
  ;
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
  AnsweringContext: ResolverTypeWrapper<AnsweringContext>;
  AnsweringContextInput: AnsweringContextInput;
  ApiKey: ResolverTypeWrapper<ApiKey>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ApiKeyConnection: ResolverTypeWrapper<ApiKeyConnection>;
  ApiKeyEdge: ResolverTypeWrapper<ApiKeyEdge>;
  ApiKeyState: ApiKeyState;
  AttemptFailed: ResolverTypeWrapper<AttemptFailed>;
  AttemptStarted: ResolverTypeWrapper<AttemptStarted>;
  Audio: ResolverTypeWrapper<Audio>;
  AuditEntry: ResolverTypeWrapper<AuditEntry>;
  AuditLogConnection: ResolverTypeWrapper<AuditLogConnection>;
  AuditLogEdge: ResolverTypeWrapper<AuditLogEdge>;
  Box: ResolverTypeWrapper<Box>;
  BreakerState: BreakerState;
  CallSucceeded: ResolverTypeWrapper<CallSucceeded>;
  Caller: ResolverTypeWrapper<Caller>;
  CallerKind: CallerKind;
  CancelExecutionInput: CancelExecutionInput;
  Capability: ResolverTypeWrapper<Capability>;
  Classification: ResolverTypeWrapper<Classification>;
  ClassificationContext: ResolverTypeWrapper<ClassificationContext>;
  ClassificationContextInput: ClassificationContextInput;
  Context: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['Context']>;
  ContextInput: ContextInput;
  ContextResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ContextResult']>;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: ResolverTypeWrapper<CreateApiKeyPayload>;
  CreateWebhookInput: CreateWebhookInput;
  CreateWebhookPayload: ResolverTypeWrapper<CreateWebhookPayload>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteWebhookInput: DeleteWebhookInput;
  DeleteWebhookPayload: ResolverTypeWrapper<DeleteWebhookPayload>;
  DeregisterServiceInput: DeregisterServiceInput;
  DeregisterServicePayload: ResolverTypeWrapper<DeregisterServicePayload>;
  Description: ResolverTypeWrapper<Description>;
  DescriptionContext: ResolverTypeWrapper<DescriptionContext>;
  DescriptionContextInput: DescriptionContextInput;
  DrainServiceInput: DrainServiceInput;
  DrainServicePayload: ResolverTypeWrapper<DrainServicePayload>;
  Embedding: ResolverTypeWrapper<Embedding>;
  EmbeddingsContext: ResolverTypeWrapper<EmbeddingsContext>;
  EmbeddingsContextInput: EmbeddingsContextInput;
  EraseExecutionInput: EraseExecutionInput;
  Execution: ResolverTypeWrapper<Omit<Execution, 'context' | 'result'> & { context?: Maybe<ResolversTypes['Context']>, result?: Maybe<ResolversTypes['ContextResult']> }>;
  ExecutionCancelled: ResolverTypeWrapper<ExecutionCancelled>;
  ExecutionConnection: ResolverTypeWrapper<Omit<ExecutionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ExecutionEdge']>, nodes: ReadonlyArray<ResolversTypes['Execution']> }>;
  ExecutionEdge: ResolverTypeWrapper<Omit<ExecutionEdge, 'node'> & { node: ResolversTypes['Execution'] }>;
  ExecutionError: ResolverTypeWrapper<ExecutionError>;
  ExecutionEvent: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ExecutionEvent']>;
  ExecutionExpired: ResolverTypeWrapper<ExecutionExpired>;
  ExecutionFailed: ResolverTypeWrapper<ExecutionFailed>;
  ExecutionFilter: ExecutionFilter;
  ExecutionQueued: ResolverTypeWrapper<ExecutionQueued>;
  ExecutionStarted: ResolverTypeWrapper<ExecutionStarted>;
  ExecutionStatus: ExecutionStatus;
  ExecutionSucceeded: ResolverTypeWrapper<ExecutionSucceeded>;
  FellBack: ResolverTypeWrapper<FellBack>;
  FinishReason: FinishReason;
  GenerateContext: ResolverTypeWrapper<GenerateContext>;
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
  LanguageContext: ResolverTypeWrapper<LanguageContext>;
  LanguageContextInput: LanguageContextInput;
  LanguageTag: ResolverTypeWrapper<Scalars['LanguageTag']['output']>;
  LatencySummary: ResolverTypeWrapper<LatencySummary>;
  MessageContext: ResolverTypeWrapper<MessageContext>;
  MessageInput: MessageInput;
  MessageRole: MessageRole;
  Model: ResolverTypeWrapper<Model>;
  ModelFeature: ModelFeature;
  ModelInput: ModelInput;
  ModelOffer: ResolverTypeWrapper<ModelOffer>;
  ModelPrice: ResolverTypeWrapper<ModelPrice>;
  Moderation: ResolverTypeWrapper<Moderation>;
  ModerationCategory: ResolverTypeWrapper<ModerationCategory>;
  ModerationContext: ResolverTypeWrapper<ModerationContext>;
  ModerationContextInput: ModerationContextInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OperationContext: ResolverTypeWrapper<OperationContext>;
  OperationContextInput: OperationContextInput;
  OperationResult: ResolverTypeWrapper<OperationResult>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Progress: ResolverTypeWrapper<Progress>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Recognition: ResolverTypeWrapper<Recognition>;
  RecognitionContext: ResolverTypeWrapper<RecognitionContext>;
  RecognitionContextInput: RecognitionContextInput;
  RecognizedWord: ResolverTypeWrapper<RecognizedWord>;
  RedeliverWebhookInput: RedeliverWebhookInput;
  RedeliverWebhookPayload: ResolverTypeWrapper<RedeliverWebhookPayload>;
  RegisterServiceInput: RegisterServiceInput;
  RegisterServicePayload: ResolverTypeWrapper<RegisterServicePayload>;
  RegisteredCapability: ResolverTypeWrapper<RegisteredCapability>;
  RenewServiceInput: RenewServiceInput;
  RenewServicePayload: ResolverTypeWrapper<RenewServicePayload>;
  RetryExecutionInput: RetryExecutionInput;
  RevokeApiKeyInput: RevokeApiKeyInput;
  RevokeApiKeyPayload: ResolverTypeWrapper<RevokeApiKeyPayload>;
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: ResolverTypeWrapper<RevokeTokenPayload>;
  RotateApiKeyInput: RotateApiKeyInput;
  RotateApiKeyPayload: ResolverTypeWrapper<RotateApiKeyPayload>;
  RotateWebhookSecretInput: RotateWebhookSecretInput;
  RotateWebhookSecretPayload: ResolverTypeWrapper<RotateWebhookSecretPayload>;
  Service: ResolverTypeWrapper<Service>;
  ServiceCapability: ResolverTypeWrapper<ServiceCapability>;
  ServiceHealth: ServiceHealth;
  ServiceInstance: ResolverTypeWrapper<ServiceInstance>;
  ServiceRegistration: ResolverTypeWrapper<ServiceRegistration>;
  ServiceRegistrationHealth: ServiceRegistrationHealth;
  Similarity: ResolverTypeWrapper<Similarity>;
  Speech: ResolverTypeWrapper<Speech>;
  SubmitOptions: SubmitOptions;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SummarizationContext: ResolverTypeWrapper<SummarizationContext>;
  SummarizationContextInput: SummarizationContextInput;
  Summary: ResolverTypeWrapper<Summary>;
  SynthesisContext: ResolverTypeWrapper<SynthesisContext>;
  SynthesisContextInput: SynthesisContextInput;
  TestWebhookInput: TestWebhookInput;
  TestWebhookPayload: ResolverTypeWrapper<TestWebhookPayload>;
  Text: ResolverTypeWrapper<Text>;
  TextDelta: ResolverTypeWrapper<TextDelta>;
  ToolCall: ResolverTypeWrapper<ToolCall>;
  ToolCallContext: ResolverTypeWrapper<ToolCallContext>;
  ToolCallInput: ToolCallInput;
  ToolContext: ResolverTypeWrapper<ToolContext>;
  ToolInput: ToolInput;
  Transcript: ResolverTypeWrapper<Transcript>;
  TranscriptSegment: ResolverTypeWrapper<TranscriptSegment>;
  TranscriptionContext: ResolverTypeWrapper<TranscriptionContext>;
  TranscriptionContextInput: TranscriptionContextInput;
  Translation: ResolverTypeWrapper<Translation>;
  TranslationContext: ResolverTypeWrapper<TranslationContext>;
  TranslationContextInput: TranslationContextInput;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UpdateWebhookInput: UpdateWebhookInput;
  UpdateWebhookPayload: ResolverTypeWrapper<UpdateWebhookPayload>;
  Usage: ResolverTypeWrapper<Usage>;
  Vector: ResolverTypeWrapper<Scalars['Vector']['output']>;
  VectorEncoding: VectorEncoding;
  Webhook: ResolverTypeWrapper<Webhook>;
  WebhookConnection: ResolverTypeWrapper<WebhookConnection>;
  WebhookDelivery: ResolverTypeWrapper<WebhookDelivery>;
  WebhookDeliveryConnection: ResolverTypeWrapper<WebhookDeliveryConnection>;
  WebhookDeliveryEdge: ResolverTypeWrapper<WebhookDeliveryEdge>;
  WebhookDeliveryFilter: WebhookDeliveryFilter;
  WebhookDeliveryStatus: WebhookDeliveryStatus;
  WebhookDisabledReason: WebhookDisabledReason;
  WebhookEdge: ResolverTypeWrapper<WebhookEdge>;
  WebhookEvent: WebhookEvent;
  WebhookFailure: WebhookFailure;
  sluice__Effect: Sluice__Effect;
  sluice__Interchangeable: Sluice__Interchangeable;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
}>;

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = ResolversObject<{
  Answer: Answer;
  Float: Scalars['Float']['output'];
  AnsweringContext: AnsweringContext;
  AnsweringContextInput: AnsweringContextInput;
  ApiKey: ApiKey;
  ID: Scalars['ID']['output'];
  ApiKeyConnection: ApiKeyConnection;
  ApiKeyEdge: ApiKeyEdge;
  AttemptFailed: AttemptFailed;
  AttemptStarted: AttemptStarted;
  Audio: Audio | FederationReferenceTypes['Audio'];
  AuditEntry: AuditEntry;
  AuditLogConnection: AuditLogConnection;
  AuditLogEdge: AuditLogEdge;
  Box: Box;
  CallSucceeded: CallSucceeded;
  Caller: Caller;
  CancelExecutionInput: CancelExecutionInput;
  Capability: Capability;
  Classification: Classification;
  ClassificationContext: ClassificationContext;
  ClassificationContextInput: ClassificationContextInput;
  Context: ResolversUnionTypes<ResolversParentTypes>['Context'];
  ContextInput: ContextInput;
  ContextResult: ResolversUnionTypes<ResolversParentTypes>['ContextResult'];
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: CreateApiKeyPayload;
  CreateWebhookInput: CreateWebhookInput;
  CreateWebhookPayload: CreateWebhookPayload;
  DateTime: Scalars['DateTime']['output'];
  DeleteWebhookInput: DeleteWebhookInput;
  DeleteWebhookPayload: DeleteWebhookPayload;
  DeregisterServiceInput: DeregisterServiceInput;
  DeregisterServicePayload: DeregisterServicePayload;
  Description: Description;
  DescriptionContext: DescriptionContext;
  DescriptionContextInput: DescriptionContextInput;
  DrainServiceInput: DrainServiceInput;
  DrainServicePayload: DrainServicePayload;
  Embedding: Embedding;
  EmbeddingsContext: EmbeddingsContext;
  EmbeddingsContextInput: EmbeddingsContextInput;
  EraseExecutionInput: EraseExecutionInput;
  Execution: Omit<Execution, 'context' | 'result'> & { context?: Maybe<ResolversParentTypes['Context']>, result?: Maybe<ResolversParentTypes['ContextResult']> };
  ExecutionCancelled: ExecutionCancelled;
  ExecutionConnection: Omit<ExecutionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ExecutionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Execution']> };
  ExecutionEdge: Omit<ExecutionEdge, 'node'> & { node: ResolversParentTypes['Execution'] };
  ExecutionError: ExecutionError;
  ExecutionEvent: ResolversUnionTypes<ResolversParentTypes>['ExecutionEvent'];
  ExecutionExpired: ExecutionExpired;
  ExecutionFailed: ExecutionFailed;
  ExecutionFilter: ExecutionFilter;
  ExecutionQueued: ExecutionQueued;
  ExecutionStarted: ExecutionStarted;
  ExecutionSucceeded: ExecutionSucceeded;
  FellBack: FellBack;
  GenerateContext: GenerateContext;
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
  LanguageContext: LanguageContext;
  LanguageContextInput: LanguageContextInput;
  LanguageTag: Scalars['LanguageTag']['output'];
  LatencySummary: LatencySummary;
  MessageContext: MessageContext;
  MessageInput: MessageInput;
  Model: Model;
  ModelOffer: ModelOffer;
  ModelPrice: ModelPrice;
  Moderation: Moderation;
  ModerationCategory: ModerationCategory;
  ModerationContext: ModerationContext;
  ModerationContextInput: ModerationContextInput;
  Mutation: Record<PropertyKey, never>;
  OperationContext: OperationContext;
  OperationContextInput: OperationContextInput;
  OperationResult: OperationResult;
  PageInfo: PageInfo;
  Progress: Progress;
  Query: Record<PropertyKey, never>;
  Recognition: Recognition;
  RecognitionContext: RecognitionContext;
  RecognitionContextInput: RecognitionContextInput;
  RecognizedWord: RecognizedWord;
  RedeliverWebhookInput: RedeliverWebhookInput;
  RedeliverWebhookPayload: RedeliverWebhookPayload;
  RegisterServiceInput: RegisterServiceInput;
  RegisterServicePayload: RegisterServicePayload;
  RegisteredCapability: RegisteredCapability;
  RenewServiceInput: RenewServiceInput;
  RenewServicePayload: RenewServicePayload;
  RetryExecutionInput: RetryExecutionInput;
  RevokeApiKeyInput: RevokeApiKeyInput;
  RevokeApiKeyPayload: RevokeApiKeyPayload;
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: RevokeTokenPayload;
  RotateApiKeyInput: RotateApiKeyInput;
  RotateApiKeyPayload: RotateApiKeyPayload;
  RotateWebhookSecretInput: RotateWebhookSecretInput;
  RotateWebhookSecretPayload: RotateWebhookSecretPayload;
  Service: Service;
  ServiceCapability: ServiceCapability;
  ServiceInstance: ServiceInstance;
  ServiceRegistration: ServiceRegistration;
  Similarity: Similarity;
  Speech: Speech;
  SubmitOptions: SubmitOptions;
  Subscription: Record<PropertyKey, never>;
  SummarizationContext: SummarizationContext;
  SummarizationContextInput: SummarizationContextInput;
  Summary: Summary;
  SynthesisContext: SynthesisContext;
  SynthesisContextInput: SynthesisContextInput;
  TestWebhookInput: TestWebhookInput;
  TestWebhookPayload: TestWebhookPayload;
  Text: Text | FederationReferenceTypes['Text'];
  TextDelta: TextDelta;
  ToolCall: ToolCall;
  ToolCallContext: ToolCallContext;
  ToolCallInput: ToolCallInput;
  ToolContext: ToolContext;
  ToolInput: ToolInput;
  Transcript: Transcript;
  TranscriptSegment: TranscriptSegment;
  TranscriptionContext: TranscriptionContext;
  TranscriptionContextInput: TranscriptionContextInput;
  Translation: Translation;
  TranslationContext: TranslationContext;
  TranslationContextInput: TranslationContextInput;
  URL: Scalars['URL']['output'];
  UpdateWebhookInput: UpdateWebhookInput;
  UpdateWebhookPayload: UpdateWebhookPayload;
  Usage: Usage;
  Vector: Scalars['Vector']['output'];
  Webhook: Webhook;
  WebhookConnection: WebhookConnection;
  WebhookDelivery: WebhookDelivery;
  WebhookDeliveryConnection: WebhookDeliveryConnection;
  WebhookDeliveryEdge: WebhookDeliveryEdge;
  WebhookDeliveryFilter: WebhookDeliveryFilter;
  WebhookEdge: WebhookEdge;
  Int: Scalars['Int']['output'];
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
}>;

export type CallDirectiveArgs = {
  effect: Sluice__Effect;
  interchangeable: Sluice__Interchangeable;
  maxAge?: Scalars['Int']['input'];
  shareable?: Scalars['Boolean']['input'];
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
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type AnsweringContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['AnsweringContext'] = ResolversParentTypes['AnsweringContext']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  question?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type AttemptFailedResolvers<ContextType = any, ParentType extends ResolversParentTypes['AttemptFailed'] = ResolversParentTypes['AttemptFailed']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<ResolversTypes['ExecutionError'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type AttemptStartedResolvers<ContextType = any, ParentType extends ResolversParentTypes['AttemptStarted'] = ResolversParentTypes['AttemptStarted']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type CallSucceededResolvers<ContextType = any, ParentType extends ResolversParentTypes['CallSucceeded'] = ResolversParentTypes['CallSucceeded']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  capability?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  durationMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  items?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ClassificationContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClassificationContext'] = ResolversParentTypes['ClassificationContext']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['Context'] = ResolversParentTypes['Context']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AnsweringContext' | 'ClassificationContext' | 'DescriptionContext' | 'EmbeddingsContext' | 'GenerateContext' | 'LanguageContext' | 'ModerationContext' | 'OperationContext' | 'RecognitionContext' | 'SummarizationContext' | 'SynthesisContext' | 'TranscriptionContext' | 'TranslationContext', ParentType, ContextType>;
}>;

export type ContextResultResolvers<ContextType = any, ParentType extends ResolversParentTypes['ContextResult'] = ResolversParentTypes['ContextResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'Answer' | 'Classification' | 'Description' | 'Embedding' | 'Generation' | 'Language' | 'Moderation' | 'OperationResult' | 'Recognition' | 'Speech' | 'Summary' | 'Transcript' | 'Translation', ParentType, ContextType>;
}>;

export type CreateApiKeyPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['CreateApiKeyPayload'] = ResolversParentTypes['CreateApiKeyPayload']> = ResolversObject<{
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type CreateWebhookPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['CreateWebhookPayload'] = ResolversParentTypes['CreateWebhookPayload']> = ResolversObject<{
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  webhook?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType>;
}>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteWebhookPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeleteWebhookPayload'] = ResolversParentTypes['DeleteWebhookPayload']> = ResolversObject<{
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
}>;

export type DeregisterServicePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeregisterServicePayload'] = ResolversParentTypes['DeregisterServicePayload']> = ResolversObject<{
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
}>;

export type DescriptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Description'] = ResolversParentTypes['Description']> = ResolversObject<{
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DescriptionContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['DescriptionContext'] = ResolversParentTypes['DescriptionContext']> = ResolversObject<{
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DrainServicePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['DrainServicePayload'] = ResolversParentTypes['DrainServicePayload']> = ResolversObject<{
  registration?: Resolver<ResolversTypes['ServiceRegistration'], ParentType, ContextType>;
}>;

export type EmbeddingResolvers<ContextType = any, ParentType extends ResolversParentTypes['Embedding'] = ResolversParentTypes['Embedding']> = ResolversObject<{
  dimensions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
  vector?: Resolver<ResolversTypes['Vector'], ParentType, ContextType, RequireFields<EmbeddingVectorArgs, 'encoding'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type EmbeddingsContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['EmbeddingsContext'] = ResolversParentTypes['EmbeddingsContext']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ExecutionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Execution'] = ResolversParentTypes['Execution']> = ResolversObject<{
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  context?: Resolver<Maybe<ResolversTypes['Context']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deadline?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['ExecutionError']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  idempotencyKey?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  keepUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  lastEvent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxAttempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  metadata?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['ContextResult']>, ParentType, ContextType>;
  retryOf?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  startAfter?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ExecutionStatus'], ParentType, ContextType>;
  submittedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
}>;

export type ExecutionCancelledResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExecutionCancelled'] = ResolversParentTypes['ExecutionCancelled']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ExecutionConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExecutionConnection'] = ResolversParentTypes['ExecutionConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExecutionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Execution']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type ExecutionEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExecutionEdge'] = ResolversParentTypes['ExecutionEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Execution'], ParentType, ContextType>;
}>;

export type ExecutionErrorResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExecutionError'] = ResolversParentTypes['ExecutionError']> = ResolversObject<{
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcomeUnknown?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
}>;

export type ExecutionEventResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExecutionEvent'] = ResolversParentTypes['ExecutionEvent']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AttemptFailed' | 'AttemptStarted' | 'CallSucceeded' | 'ExecutionCancelled' | 'ExecutionExpired' | 'ExecutionFailed' | 'ExecutionQueued' | 'ExecutionStarted' | 'ExecutionSucceeded' | 'FellBack' | 'Progress' | 'TextDelta', ParentType, ContextType>;
}>;

export type ExecutionExpiredResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExecutionExpired'] = ResolversParentTypes['ExecutionExpired']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ExecutionFailedResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExecutionFailed'] = ResolversParentTypes['ExecutionFailed']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<ResolversTypes['ExecutionError'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ExecutionQueuedResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExecutionQueued'] = ResolversParentTypes['ExecutionQueued']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startAfter?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ExecutionStartedResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExecutionStarted'] = ResolversParentTypes['ExecutionStarted']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ExecutionSucceededResolvers<ContextType = any, ParentType extends ResolversParentTypes['ExecutionSucceeded'] = ResolversParentTypes['ExecutionSucceeded']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type FellBackResolvers<ContextType = any, ParentType extends ResolversParentTypes['FellBack'] = ResolversParentTypes['FellBack']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  capability?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type GenerateContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['GenerateContext'] = ResolversParentTypes['GenerateContext']> = ResolversObject<{
  maxTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  messages?: Resolver<ReadonlyArray<ResolversTypes['MessageContext']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  responseSchema?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  seed?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  stop?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  temperature?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  tools?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ToolContext']>>, ParentType, ContextType>;
  topP?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type GenerationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Generation'] = ResolversParentTypes['Generation']> = ResolversObject<{
  finishReason?: Resolver<ResolversTypes['FinishReason'], ParentType, ContextType>;
  json?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  toolCalls?: Resolver<ReadonlyArray<ResolversTypes['ToolCall']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type LanguageAlternativeResolvers<ContextType = any, ParentType extends ResolversParentTypes['LanguageAlternative'] = ResolversParentTypes['LanguageAlternative']> = ResolversObject<{
  code?: Resolver<ResolversTypes['LanguageTag'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export type LanguageContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['LanguageContext'] = ResolversParentTypes['LanguageContext']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type MessageContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['MessageContext'] = ResolversParentTypes['MessageContext']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  images?: Resolver<Maybe<ReadonlyArray<ResolversTypes['URL']>>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['MessageRole'], ParentType, ContextType>;
  toolCallId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  toolCalls?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ToolCallContext']>>, ParentType, ContextType>;
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
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ModerationCategoryResolvers<ContextType = any, ParentType extends ResolversParentTypes['ModerationCategory'] = ResolversParentTypes['ModerationCategory']> = ResolversObject<{
  flagged?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export type ModerationContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['ModerationContext'] = ResolversParentTypes['ModerationContext']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = ResolversObject<{
  cancelExecution?: Resolver<Maybe<ResolversTypes['Execution']>, ParentType, ContextType, RequireFields<MutationCancelExecutionArgs, 'input'>>;
  createApiKey?: Resolver<Maybe<ResolversTypes['CreateApiKeyPayload']>, ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  createWebhook?: Resolver<Maybe<ResolversTypes['CreateWebhookPayload']>, ParentType, ContextType, RequireFields<MutationCreateWebhookArgs, 'input'>>;
  deleteWebhook?: Resolver<Maybe<ResolversTypes['DeleteWebhookPayload']>, ParentType, ContextType, RequireFields<MutationDeleteWebhookArgs, 'input'>>;
  deregisterService?: Resolver<Maybe<ResolversTypes['DeregisterServicePayload']>, ParentType, ContextType, RequireFields<MutationDeregisterServiceArgs, 'input'>>;
  drainService?: Resolver<Maybe<ResolversTypes['DrainServicePayload']>, ParentType, ContextType, RequireFields<MutationDrainServiceArgs, 'input'>>;
  eraseExecution?: Resolver<Maybe<ResolversTypes['Execution']>, ParentType, ContextType, RequireFields<MutationEraseExecutionArgs, 'input'>>;
  generate?: Resolver<Maybe<ResolversTypes['Generation']>, ParentType, ContextType, RequireFields<MutationGenerateArgs, 'input'>>;
  redeliverWebhook?: Resolver<Maybe<ResolversTypes['RedeliverWebhookPayload']>, ParentType, ContextType, RequireFields<MutationRedeliverWebhookArgs, 'input'>>;
  registerService?: Resolver<Maybe<ResolversTypes['RegisterServicePayload']>, ParentType, ContextType, RequireFields<MutationRegisterServiceArgs, 'input'>>;
  renewService?: Resolver<Maybe<ResolversTypes['RenewServicePayload']>, ParentType, ContextType, RequireFields<MutationRenewServiceArgs, 'input'>>;
  retryExecution?: Resolver<Maybe<ResolversTypes['Execution']>, ParentType, ContextType, RequireFields<MutationRetryExecutionArgs, 'input'>>;
  revokeApiKey?: Resolver<Maybe<ResolversTypes['RevokeApiKeyPayload']>, ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'input'>>;
  revokeToken?: Resolver<Maybe<ResolversTypes['RevokeTokenPayload']>, ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'input'>>;
  rotateApiKey?: Resolver<Maybe<ResolversTypes['RotateApiKeyPayload']>, ParentType, ContextType, RequireFields<MutationRotateApiKeyArgs, 'input'>>;
  rotateWebhookSecret?: Resolver<Maybe<ResolversTypes['RotateWebhookSecretPayload']>, ParentType, ContextType, RequireFields<MutationRotateWebhookSecretArgs, 'input'>>;
  run?: Resolver<Maybe<ResolversTypes['Execution']>, ParentType, ContextType, RequireFields<MutationRunArgs, 'context' | 'waitMs'>>;
  submit?: Resolver<Maybe<ResolversTypes['Execution']>, ParentType, ContextType, RequireFields<MutationSubmitArgs, 'context'>>;
  testWebhook?: Resolver<Maybe<ResolversTypes['TestWebhookPayload']>, ParentType, ContextType, RequireFields<MutationTestWebhookArgs, 'input'>>;
  updateWebhook?: Resolver<Maybe<ResolversTypes['UpdateWebhookPayload']>, ParentType, ContextType, RequireFields<MutationUpdateWebhookArgs, 'input'>>;
}>;

export type OperationContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['OperationContext'] = ResolversParentTypes['OperationContext']> = ResolversObject<{
  document?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  documentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  operationName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  variables?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OperationResultResolvers<ContextType = any, ParentType extends ResolversParentTypes['OperationResult'] = ResolversParentTypes['OperationResult']> = ResolversObject<{
  response?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type PageInfoResolvers<ContextType = any, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = ResolversObject<{
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
}>;

export type ProgressResolvers<ContextType = any, ParentType extends ResolversParentTypes['Progress'] = ResolversParentTypes['Progress']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  calls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = ResolversObject<{
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType, RequireFields<QueryApiKeyArgs, 'id'>>;
  apiKeys?: Resolver<Maybe<ResolversTypes['ApiKeyConnection']>, ParentType, ContextType, RequireFields<QueryApiKeysArgs, 'first'>>;
  audio?: Resolver<Maybe<ResolversTypes['Audio']>, ParentType, ContextType, RequireFields<QueryAudioArgs, 'url'>>;
  auditLog?: Resolver<Maybe<ResolversTypes['AuditLogConnection']>, ParentType, ContextType, RequireFields<QueryAuditLogArgs, 'first'>>;
  capabilities?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Capability']>>, ParentType, ContextType>;
  execution?: Resolver<Maybe<ResolversTypes['Execution']>, ParentType, ContextType, RequireFields<QueryExecutionArgs, 'id'>>;
  executions?: Resolver<Maybe<ResolversTypes['ExecutionConnection']>, ParentType, ContextType, RequireFields<QueryExecutionsArgs, 'first'>>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<QueryImageArgs, 'url'>>;
  me?: Resolver<Maybe<ResolversTypes['Caller']>, ParentType, ContextType>;
  models?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Model']>>, ParentType, ContextType, Partial<QueryModelsArgs>>;
  serviceRegistrations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ServiceRegistration']>>, ParentType, ContextType>;
  services?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Service']>>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['Text']>, ParentType, ContextType, RequireFields<QueryTextArgs, 'content'>>;
  texts?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Text']>>>, ParentType, ContextType, RequireFields<QueryTextsArgs, 'contents'>>;
  webhook?: Resolver<Maybe<ResolversTypes['Webhook']>, ParentType, ContextType, RequireFields<QueryWebhookArgs, 'id'>>;
  webhookDeliveries?: Resolver<Maybe<ResolversTypes['WebhookDeliveryConnection']>, ParentType, ContextType, RequireFields<QueryWebhookDeliveriesArgs, 'first'>>;
  webhooks?: Resolver<Maybe<ResolversTypes['WebhookConnection']>, ParentType, ContextType, RequireFields<QueryWebhooksArgs, 'first'>>;
}>;

export type RecognitionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Recognition'] = ResolversParentTypes['Recognition']> = ResolversObject<{
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
  words?: Resolver<ReadonlyArray<ResolversTypes['RecognizedWord']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type RecognitionContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecognitionContext'] = ResolversParentTypes['RecognitionContext']> = ResolversObject<{
  languages?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LanguageTag']>>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type RecognizedWordResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecognizedWord'] = ResolversParentTypes['RecognizedWord']> = ResolversObject<{
  box?: Resolver<ResolversTypes['Box'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type RedeliverWebhookPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RedeliverWebhookPayload'] = ResolversParentTypes['RedeliverWebhookPayload']> = ResolversObject<{
  delivery?: Resolver<ResolversTypes['WebhookDelivery'], ParentType, ContextType>;
}>;

export type RegisterServicePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RegisterServicePayload'] = ResolversParentTypes['RegisterServicePayload']> = ResolversObject<{
  newCapabilities?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  registration?: Resolver<ResolversTypes['ServiceRegistration'], ParentType, ContextType>;
}>;

export type RegisteredCapabilityResolvers<ContextType = any, ParentType extends ResolversParentTypes['RegisteredCapability'] = ResolversParentTypes['RegisteredCapability']> = ResolversObject<{
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  supports?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
}>;

export type RenewServicePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RenewServicePayload'] = ResolversParentTypes['RenewServicePayload']> = ResolversObject<{
  registration?: Resolver<ResolversTypes['ServiceRegistration'], ParentType, ContextType>;
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

export type RotateWebhookSecretPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RotateWebhookSecretPayload'] = ResolversParentTypes['RotateWebhookSecretPayload']> = ResolversObject<{
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  webhook?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType>;
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

export type ServiceRegistrationResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceRegistration'] = ResolversParentTypes['ServiceRegistration']> = ResolversObject<{
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['RegisteredCapability']>, ParentType, ContextType>;
  health?: Resolver<ResolversTypes['ServiceRegistrationHealth'], ParentType, ContextType>;
  heartbeatSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  leaseEndsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  registeredBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type SubscriptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = ResolversObject<{
  execution?: SubscriptionResolver<Maybe<ResolversTypes['ExecutionEvent']>, "execution", ParentType, ContextType, RequireFields<SubscriptionExecutionArgs, 'after' | 'id'>>;
  executions?: SubscriptionResolver<Maybe<ResolversTypes['Execution']>, "executions", ParentType, ContextType, Partial<SubscriptionExecutionsArgs>>;
  generate?: SubscriptionResolver<Maybe<ResolversTypes['GenerationEvent']>, "generate", ParentType, ContextType, RequireFields<SubscriptionGenerateArgs, 'idempotencyKey' | 'input'>>;
  services?: SubscriptionResolver<Maybe<ResolversTypes['Service']>, "services", ParentType, ContextType>;
}>;

export type SummarizationContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['SummarizationContext'] = ResolversParentTypes['SummarizationContext']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  maxSentences?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type SummaryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Summary'] = ResolversParentTypes['Summary']> = ResolversObject<{
  extractive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type SynthesisContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['SynthesisContext'] = ResolversParentTypes['SynthesisContext']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  voice?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type TestWebhookPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['TestWebhookPayload'] = ResolversParentTypes['TestWebhookPayload']> = ResolversObject<{
  delivery?: Resolver<ResolversTypes['WebhookDelivery'], ParentType, ContextType>;
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

export type TextDeltaResolvers<ContextType = any, ParentType extends ResolversParentTypes['TextDelta'] = ResolversParentTypes['TextDelta']> = ResolversObject<{
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  first?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ToolCallResolvers<ContextType = any, ParentType extends ResolversParentTypes['ToolCall'] = ResolversParentTypes['ToolCall']> = ResolversObject<{
  arguments?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ToolCallContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['ToolCallContext'] = ResolversParentTypes['ToolCallContext']> = ResolversObject<{
  arguments?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ToolContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['ToolContext'] = ResolversParentTypes['ToolContext']> = ResolversObject<{
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parameters?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
}>;

export type TranscriptResolvers<ContextType = any, ParentType extends ResolversParentTypes['Transcript'] = ResolversParentTypes['Transcript']> = ResolversObject<{
  language?: Resolver<Maybe<ResolversTypes['LanguageTag']>, ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  segments?: Resolver<ReadonlyArray<ResolversTypes['TranscriptSegment']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type TranscriptSegmentResolvers<ContextType = any, ParentType extends ResolversParentTypes['TranscriptSegment'] = ResolversParentTypes['TranscriptSegment']> = ResolversObject<{
  end?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type TranscriptionContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['TranscriptionContext'] = ResolversParentTypes['TranscriptionContext']> = ResolversObject<{
  language?: Resolver<Maybe<ResolversTypes['LanguageTag']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type TranslationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Translation'] = ResolversParentTypes['Translation']> = ResolversObject<{
  from?: Resolver<ResolversTypes['LanguageTag'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['Text'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['LanguageTag'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type TranslationContextResolvers<ContextType = any, ParentType extends ResolversParentTypes['TranslationContext'] = ResolversParentTypes['TranslationContext']> = ResolversObject<{
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['LanguageTag']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['LanguageTag'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UpdateWebhookPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['UpdateWebhookPayload'] = ResolversParentTypes['UpdateWebhookPayload']> = ResolversObject<{
  webhook?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType>;
}>;

export type UsageResolvers<ContextType = any, ParentType extends ResolversParentTypes['Usage'] = ResolversParentTypes['Usage']> = ResolversObject<{
  audioSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cachedInputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  inputCharacters?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  inputPixels?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  inputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  outputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
}>;

export interface VectorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Vector'], any> {
  name: 'Vector';
}

export type WebhookResolvers<ContextType = any, ParentType extends ResolversParentTypes['Webhook'] = ResolversParentTypes['Webhook']> = ResolversObject<{
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  disabled?: Resolver<Maybe<ResolversTypes['WebhookDisabledReason']>, ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['WebhookEvent']>, ParentType, ContextType>;
  failingSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type WebhookConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['WebhookConnection'] = ResolversParentTypes['WebhookConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['WebhookEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Webhook']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type WebhookDeliveryResolvers<ContextType = any, ParentType extends ResolversParentTypes['WebhookDelivery'] = ResolversParentTypes['WebhookDelivery']> = ResolversObject<{
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  execution?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['WebhookFailure']>, ParentType, ContextType>;
  httpStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['WebhookDeliveryStatus'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  webhook?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
}>;

export type WebhookDeliveryConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['WebhookDeliveryConnection'] = ResolversParentTypes['WebhookDeliveryConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['WebhookDeliveryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['WebhookDelivery']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type WebhookDeliveryEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['WebhookDeliveryEdge'] = ResolversParentTypes['WebhookDeliveryEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WebhookDelivery'], ParentType, ContextType>;
}>;

export type WebhookEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['WebhookEdge'] = ResolversParentTypes['WebhookEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType>;
}>;

export type Resolvers<ContextType = any> = ResolversObject<{
  Answer?: AnswerResolvers<ContextType>;
  AnsweringContext?: AnsweringContextResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyConnection?: ApiKeyConnectionResolvers<ContextType>;
  ApiKeyEdge?: ApiKeyEdgeResolvers<ContextType>;
  AttemptFailed?: AttemptFailedResolvers<ContextType>;
  AttemptStarted?: AttemptStartedResolvers<ContextType>;
  Audio?: AudioResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditLogConnection?: AuditLogConnectionResolvers<ContextType>;
  AuditLogEdge?: AuditLogEdgeResolvers<ContextType>;
  Box?: BoxResolvers<ContextType>;
  CallSucceeded?: CallSucceededResolvers<ContextType>;
  Caller?: CallerResolvers<ContextType>;
  Capability?: CapabilityResolvers<ContextType>;
  Classification?: ClassificationResolvers<ContextType>;
  ClassificationContext?: ClassificationContextResolvers<ContextType>;
  Context?: ContextResolvers<ContextType>;
  ContextResult?: ContextResultResolvers<ContextType>;
  CreateApiKeyPayload?: CreateApiKeyPayloadResolvers<ContextType>;
  CreateWebhookPayload?: CreateWebhookPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteWebhookPayload?: DeleteWebhookPayloadResolvers<ContextType>;
  DeregisterServicePayload?: DeregisterServicePayloadResolvers<ContextType>;
  Description?: DescriptionResolvers<ContextType>;
  DescriptionContext?: DescriptionContextResolvers<ContextType>;
  DrainServicePayload?: DrainServicePayloadResolvers<ContextType>;
  Embedding?: EmbeddingResolvers<ContextType>;
  EmbeddingsContext?: EmbeddingsContextResolvers<ContextType>;
  Execution?: ExecutionResolvers<ContextType>;
  ExecutionCancelled?: ExecutionCancelledResolvers<ContextType>;
  ExecutionConnection?: ExecutionConnectionResolvers<ContextType>;
  ExecutionEdge?: ExecutionEdgeResolvers<ContextType>;
  ExecutionError?: ExecutionErrorResolvers<ContextType>;
  ExecutionEvent?: ExecutionEventResolvers<ContextType>;
  ExecutionExpired?: ExecutionExpiredResolvers<ContextType>;
  ExecutionFailed?: ExecutionFailedResolvers<ContextType>;
  ExecutionQueued?: ExecutionQueuedResolvers<ContextType>;
  ExecutionStarted?: ExecutionStartedResolvers<ContextType>;
  ExecutionSucceeded?: ExecutionSucceededResolvers<ContextType>;
  FellBack?: FellBackResolvers<ContextType>;
  GenerateContext?: GenerateContextResolvers<ContextType>;
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
  LanguageContext?: LanguageContextResolvers<ContextType>;
  LanguageTag?: GraphQLScalarType;
  LatencySummary?: LatencySummaryResolvers<ContextType>;
  MessageContext?: MessageContextResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  ModelOffer?: ModelOfferResolvers<ContextType>;
  ModelPrice?: ModelPriceResolvers<ContextType>;
  Moderation?: ModerationResolvers<ContextType>;
  ModerationCategory?: ModerationCategoryResolvers<ContextType>;
  ModerationContext?: ModerationContextResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  OperationContext?: OperationContextResolvers<ContextType>;
  OperationResult?: OperationResultResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Progress?: ProgressResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Recognition?: RecognitionResolvers<ContextType>;
  RecognitionContext?: RecognitionContextResolvers<ContextType>;
  RecognizedWord?: RecognizedWordResolvers<ContextType>;
  RedeliverWebhookPayload?: RedeliverWebhookPayloadResolvers<ContextType>;
  RegisterServicePayload?: RegisterServicePayloadResolvers<ContextType>;
  RegisteredCapability?: RegisteredCapabilityResolvers<ContextType>;
  RenewServicePayload?: RenewServicePayloadResolvers<ContextType>;
  RevokeApiKeyPayload?: RevokeApiKeyPayloadResolvers<ContextType>;
  RevokeTokenPayload?: RevokeTokenPayloadResolvers<ContextType>;
  RotateApiKeyPayload?: RotateApiKeyPayloadResolvers<ContextType>;
  RotateWebhookSecretPayload?: RotateWebhookSecretPayloadResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  ServiceCapability?: ServiceCapabilityResolvers<ContextType>;
  ServiceInstance?: ServiceInstanceResolvers<ContextType>;
  ServiceRegistration?: ServiceRegistrationResolvers<ContextType>;
  Similarity?: SimilarityResolvers<ContextType>;
  Speech?: SpeechResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SummarizationContext?: SummarizationContextResolvers<ContextType>;
  Summary?: SummaryResolvers<ContextType>;
  SynthesisContext?: SynthesisContextResolvers<ContextType>;
  TestWebhookPayload?: TestWebhookPayloadResolvers<ContextType>;
  Text?: TextResolvers<ContextType>;
  TextDelta?: TextDeltaResolvers<ContextType>;
  ToolCall?: ToolCallResolvers<ContextType>;
  ToolCallContext?: ToolCallContextResolvers<ContextType>;
  ToolContext?: ToolContextResolvers<ContextType>;
  Transcript?: TranscriptResolvers<ContextType>;
  TranscriptSegment?: TranscriptSegmentResolvers<ContextType>;
  TranscriptionContext?: TranscriptionContextResolvers<ContextType>;
  Translation?: TranslationResolvers<ContextType>;
  TranslationContext?: TranslationContextResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UpdateWebhookPayload?: UpdateWebhookPayloadResolvers<ContextType>;
  Usage?: UsageResolvers<ContextType>;
  Vector?: GraphQLScalarType;
  Webhook?: WebhookResolvers<ContextType>;
  WebhookConnection?: WebhookConnectionResolvers<ContextType>;
  WebhookDelivery?: WebhookDeliveryResolvers<ContextType>;
  WebhookDeliveryConnection?: WebhookDeliveryConnectionResolvers<ContextType>;
  WebhookDeliveryEdge?: WebhookDeliveryEdgeResolvers<ContextType>;
  WebhookEdge?: WebhookEdgeResolvers<ContextType>;
}>;

export type DirectiveResolvers<ContextType = any> = ResolversObject<{
  call?: CallDirectiveResolver<any, any, ContextType>;
  contextKind?: ContextKindDirectiveResolver<any, any, ContextType>;
  rateLimit?: RateLimitDirectiveResolver<any, any, ContextType>;
}>;
